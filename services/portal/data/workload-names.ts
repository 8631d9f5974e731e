import type { Sql } from "#db/postgres.ts";
import { type HeldAt, holdingPushes, workloadKey } from "#ledger/holding-pushes.ts";
import { versionBodies } from "#ledger/version-bodies.ts";

interface Listed {
  agency: string;
  workload: string;
}

/** What workloads are called by their versions that hold on a date, by id of the workload; all are of one agency. */
export async function workloadNames(sql: Sql, workloads: readonly Listed[], at: HeldAt): Promise<Map<string, string>> {
  const held = await holdingPushes(sql, workloads, at);
  const bodies = await versionBodies(sql, [...new Set(Array.from(held.values(), ({ content_id }) => content_id))]);
  return new Map(
    workloads.flatMap(({ agency, workload }) => {
      const version = held.get(workloadKey({ agency, workload }));
      const name = version && bodies.get(version.content_id)?.name;
      return name === undefined ? [] : [[workload, name] as const];
    }),
  );
}
