import { z } from "@hono/zod-openapi";
import { reliabilityDebt } from "#indicators/reliability-debt/indicator.ts";
import { Finding } from "#schema/workload.ts";
import { debtFindings, type StatedDebt } from "./debt-findings.ts";
import { type DebtItemKind, debtItemKinds, debtItems, type DebtPlace, debtPlace } from "./debt-items.ts";
import type { Group } from "./groups.ts";
import { type Page, pageOf, type Place } from "./list-page.ts";
import type { OpenStores } from "./open-figure.ts";
import type { Standpoint } from "./reading.ts";
import { pushOf, StatedBy } from "./stated-by.ts";

export const DebtEntry = z
  .object({
    kind: z.enum(debtItemKinds),
    agency: z.string(),
    workload: z.string(),
    finding: z.string().nullable().describe("Correction debt: the finding, by its id within the workload"),
    severity: Finding.shape.severity.nullable(),
    opened_on: z.string().describe("From when it is owed; of a finding the day on which it was opened"),
    age_days: z.int().describe("As RELIABILITY_DEBT counts days; of a finding since its due date"),
    due_on: z.string().nullable(),
    push: StatedBy,
  })
  .meta({ id: "DebtEntry" });
export type DebtEntry = z.infer<typeof DebtEntry>;

/** One page of the open items of RELIABILITY_DEBT, by agency, workload, kind and age. */
export async function listDebt(
  { clickhouse, sql }: OpenStores,
  { vintage, registry }: Pick<Standpoint, "vintage" | "registry">,
  { date, group, kinds, limit }: { date: string; group: Group; kinds: readonly DebtItemKind[]; limit: number },
  after: Place<DebtPlace>,
): Promise<Page<DebtEntry, DebtPlace>> {
  const about = { indicator: reliabilityDebt, date, vintage, registry, group };
  const found = await debtItems(clickhouse, { ...about, outcomes: kinds, count: limit + 1 }, after);
  const { items, last } = pageOf(found, limit, debtPlace);
  const stated = await debtFindings(sql, items, { date, sequence: vintage.sequence });
  return { items: stated.map(debtEntry), last };
}

const debtEntry = ({ kind, agency, workload, since, age_days, finding, held }: StatedDebt): DebtEntry => ({
  kind,
  agency,
  workload,
  finding: finding?.id ?? null,
  severity: finding?.severity ?? null,
  opened_on: finding?.opened_on ?? since,
  age_days,
  due_on: finding?.due_on ?? null,
  push: pushOf(held),
});
