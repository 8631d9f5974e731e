import type { FactValues } from "#derivation/fact-values.ts";

/** `valid_until` of an interval without end. */
export const neverDate = "toDate32('2299-12-31')";

export interface FactChanges {
  kind: FactValues["kind"];
  /** Columns of `facts` that are judged. */
  columns: readonly string[];
  /** SQL condition: which rows. */
  where: string;
  /** SQL of the date from which on changes do not matter. */
  until: string;
  /** SQL of the columns that the changes are grouped by; `day` is SQL of the day on which a change happens. */
  by: (day: string) => readonly string[];
}

/**
 * A subquery of the changes that intervals make: each counts `weight` more on the day on which it begins to hold, and as much
 * less on the day on which it ends. Running sums of these over days are the sums over the intervals that hold on each.
 */
export function factChanges({ kind, columns, where, until, by }: FactChanges): string {
  const changes = (day: string, weight: string, condition: string): string =>
    `SELECT ${[...by(day), ...columns, `${weight} AS weight`].join(", ")} FROM @db.facts
    WHERE kind = '${kind}' AND ${where} AND ${condition}`;
  return `${changes("valid_from", "toInt64(sign)", `valid_from < ${until}`)}
    UNION ALL ${changes("valid_until", "-toInt64(sign)", `valid_until < ${until}`)}`;
}
