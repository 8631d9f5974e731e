import type { ProviderCount } from "#indicators/concentration/concentration-of.ts";
import type { DurationCount } from "#indicators/deploy-speed/deploy-speed-of.ts";
import type { Sums } from "#indicators/measures.ts";
import type { WithdrawalClass } from "#indicators/withdrawal/withdrawal-classes.ts";
import { addClass, addSums, type GroupTotals, noTotals } from "../group-totals.ts";

/** What one row of signed sums adds to the totals of a group. */
export type Addition =
  | { of: "sums"; sums: Sums }
  | { of: "durations"; row: DurationCount }
  | { of: "providers"; row: ProviderCount }
  | { of: "classes"; scenario: string; class: WithdrawalClass; count: number };

/** Totals that entries of the ledger are added to one after the other. */
export interface RunningTotals {
  add(addition: Addition): void;
  /** Everything that was added, summed up: what adding these to empty totals gives the same totals. */
  additions(): Addition[];
  totals(): GroupTotals;
}

export function createRunningTotals(): RunningTotals {
  const totals = noTotals();
  const durations = new Map<string, DurationCount>();
  const providers = new Map<string, ProviderCount>();
  return {
    totals: () => ({ ...totals, durations: [...durations.values()], providers: [...providers.values()] }),
    add(addition) {
      switch (addition.of) {
        case "sums":
          return addSums(totals, addition.sums);
        case "durations":
          return count(durations, `${addition.row.outcome} ${addition.row.days}`, addition.row);
        case "providers": {
          const { layer, provider, provider_count } = addition.row;
          return count(providers, `${layer} ${provider} ${provider_count}`, addition.row);
        }
        case "classes":
          return addClass(totals, addition.scenario, addition.class, addition.count);
      }
    },
    additions: () => [
      { of: "sums", sums: { ...totals.sums } },
      ...Array.from(durations.values(), (row) => ({ of: "durations", row }) as const),
      ...Array.from(providers.values(), (row) => ({ of: "providers", row }) as const),
      ...[...totals.classes].flatMap(([scenario, counts]) =>
        Object.entries(counts).map(
          ([name, amount]) => ({ of: "classes", scenario, class: name as WithdrawalClass, count: amount }) as const,
        ),
      ),
    ],
  };
}

/** What comes to nothing is forgotten, as if it had never been there. */
function count<Row extends { count: number }>(rows: Map<string, Row>, key: string, row: Row): void {
  const sum = (rows.get(key)?.count ?? 0) + row.count;
  if (sum === 0) rows.delete(key);
  else rows.set(key, { ...row, count: sum });
}
