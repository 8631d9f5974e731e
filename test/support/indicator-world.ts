import { catalogue } from "#indicators/catalogue.ts";
import type { Indicator } from "#indicators/indicator.ts";
import type { Share } from "#indicators/share.ts";
import { createProjection, type LedgerEntry } from "#projection/project-entries.ts";
import { figuresOn } from "#read/figures.ts";
import type { Figure } from "#read/group-totals.ts";
import { openReading } from "#read/reading.ts";
import type { Workload } from "#schema/workload.ts";
import { type Case, loadCase } from "./load-case.ts";
import { openTestStores } from "./stores.ts";

/** A coalition of DE and FR (FR until 2025-07-01); provider `inside` is DE's, `outside` US', `silent` nobody's that is known. */
const parties: Pick<Case, "members" | "agencies" | "providers"> = {
  members: [
    { id: "de", jurisdictions: ["DE"] },
    { id: "fr", jurisdictions: ["FR"], left_on: "2025-07-01" },
  ],
  agencies: [{ id: "tax", member: "de" }],
  providers: [
    { id: "inside", control: [{ jurisdiction: "DE" }] },
    { id: "outside", control: [{ jurisdiction: "US" }] },
    { id: "silent", control: [] },
  ],
};

export type Outcome = "yes" | "unknown" | "no" | "not counted";

/** How an indicator judges one workload, by way of the ledger, the projector and the engine. */
export async function openIndicatorWorld(indicator: Indicator) {
  const stores = await openTestStores();
  const { sql, clickhouse } = stores;

  async function figure(world: Pick<Case, "pushes"> & Partial<Case>, date: string): Promise<Figure> {
    await sql`TRUNCATE ledger_entry, push, push_body, content, receipt, registry_change CASCADE`;
    for (const table of ["facts", "parties", "projected"])
      await clickhouse.write.command(`TRUNCATE TABLE @db.${table}`);
    await loadCase(sql, { name: "world", ...parties, queries: [], expected: [], ...world });
    const entries = await sql<LedgerEntry[]>`SELECT sequence, kind, received_at FROM ledger_entry ORDER BY sequence`;
    await createProjection(stores).project(entries);
    const groups = [{ kind: "agency", id: "tax" }] as const;
    const figures = await openReading(clickhouse).under(undefined, (standpoint) =>
      figuresOn(clickhouse, standpoint, { date, indicators: catalogue, groups }),
    );
    return figures["agency:tax"]![indicator.code]!;
  }

  return {
    figure,
    /** A critical workload in production since 2024-01-01, with `changes`, judged on a date. */
    async outcome(changes: Partial<Workload>, date = "2025-06-30"): Promise<Outcome> {
      const workload: Workload = {
        id: "w",
        name: "w",
        criticality: "critical",
        stage: "production",
        deployed_on: "2024-01-01",
        ...changes,
      };
      const push = {
        agency: "tax",
        reference_date: "2024-01-01",
        received_at: "2025-01-01T00:00:00Z",
        complete: true,
        workloads: [workload],
      };
      const { lower, upper, n } = (await figure({ pushes: [push] }, date)) as Share;
      if (n === 0) return "not counted";
      if (lower === 1) return "yes";
      return upper === 1 ? "unknown" : "no";
    },
    close: () => stores.close(),
  };
}
