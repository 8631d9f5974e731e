import type { ClickHouse } from "#db/clickhouse.ts";
import type { Indicator } from "#indicators/indicator.ts";
import type { Scenario } from "#schema/parties.ts";
import { type AddingRow, additionsOn, kindsOf } from "./additions-on.ts";
import { byEntry } from "./by-entry.ts";
import type { Cut } from "../cut.ts";
import type { FactQuestion } from "../fact-source.ts";
import { figureOf } from "../group-totals.ts";
import { countingMembers, cutOfScope, type RevisionScope } from "./revision-scope.ts";
import type { RegistryHistory } from "./registry-history.ts";
import { createRunningTotals, type RunningTotals } from "./running-totals.ts";
import type { Standing } from "./standing.ts";

/**
 * Follows the figure of an indicator over workloads. Totals are kept by member, because a change of the registry may take a
 * member into the coalition or out of it. `history` follows the ledger too; `scenarios` gives those of it that are asked for.
 */
export function workloadStanding(
  clickhouse: ClickHouse,
  { indicator, scope }: { indicator: Indicator; scope: RevisionScope },
  history: Pick<RegistryHistory, "state">,
  scenarios: () => ReadonlyMap<string, Scenario>,
): Standing {
  const { date } = scope;
  let byMember = new Map<string, RunningTotals>();
  let totals = createRunningTotals();
  let counting: ReadonlySet<string> = new Set();

  const rowsOf = (columns: Cut["columns"], until: number, after?: FactQuestion["after"]): Promise<AddingRow[]> => {
    const vintage = { sequence: until };
    const question = { date, vintage, cut: cutOfScope(scope, columns), ...(after && { after }) };
    return additionsOn(clickhouse, { indicator, scenarios: scenarios() }, question);
  };
  /** Gives whether the row counts. */
  const add = ({ member = "", addition }: AddingRow): boolean => {
    const found = byMember.get(member) ?? createRunningTotals();
    byMember.set(member, found);
    found.add(addition);
    if (!counting.has(member)) return false;
    totals.add(addition);
    return true;
  };

  return {
    kinds: kindsOf[indicator.form],
    async restart(sequence) {
      byMember = new Map();
      totals = createRunningTotals();
      counting = countingMembers(scope, history.state);
      if (sequence > 0) for (const row of await rowsOf(["member"], sequence)) add(row);
    },
    async read({ after, until }) {
      const rows = byEntry(await rowsOf(["sequence", "member"], until, after));
      return (sequence) => {
        let isChanged = false;
        for (const row of rows.get(sequence) ?? []) isChanged = add(row) || isChanged;
        return isChanged;
      };
    },
    registryChanged() {
      const now = countingMembers(scope, history.state);
      if (now.size === counting.size && [...now].every((member) => counting.has(member))) return;
      counting = now;
      totals = createRunningTotals();
      for (const member of counting)
        for (const addition of byMember.get(member)?.additions() ?? []) totals.add(addition);
    },
    figure: () => figureOf(indicator, totals.totals(), date, history.state),
  };
}
