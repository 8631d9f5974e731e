import { z } from "@hono/zod-openapi";
import type { Sql } from "#db/postgres.ts";
import { type HeldAt, type HoldingPush, holdingPushes, type StatingPush, workloadKey } from "#ledger/holding-pushes.ts";

export const StatedBy = z
  .object({ push_id: z.string(), reference_date: z.string(), received_at: z.string(), sequence: z.int() })
  .meta({ id: "StatedBy" });

/** The push that stated each workload's version that holds on the date. */
export async function statedBy<Row extends { agency: string; workload: string }>(
  sql: Sql,
  rows: readonly Row[],
  at: HeldAt,
): Promise<(Row & { held: HoldingPush })[]> {
  const pushes = await holdingPushes(sql, rows, at);
  return rows.map((row) => {
    const held = pushes.get(workloadKey(row));
    // Facts follow from the ledger, so what the engine has of a workload somebody stated.
    if (!held) throw new Error(`the ledger has no version of ${workloadKey(row)} on ${at.date} at ${at.sequence}`);
    return { ...row, held };
  });
}

/** A push as answers show it. */
export const pushOf = ({ push_id, reference_date, received_at, sequence }: StatingPush): StatingPush => ({
  push_id,
  reference_date,
  received_at,
  sequence,
});
