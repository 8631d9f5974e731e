import type { FactValues } from "#derivation/fact-values.ts";
import type { Source } from "../fact-source.ts";
import type { EntryAt } from "./registry-history.ts";

/** A date, and the entry of the ledger after which its figures are followed; one of sequence 0 before all. */
export interface FollowedDate {
  /** YYYY-MM-DD */
  date: string;
  after: EntryAt;
}

/** Entries of the ledger that follow each other, the first of them left out. */
export interface EntriesAfter {
  after: EntryAt;
  until: number;
}

/**
 * Rows of some kinds, each once for each of the dates on which it holds, its `date`, if its entry is one of those that come before
 * what is followed of the date; or, of a range of entries, one of those that are followed.
 */
export function datedFacts(
  kinds: readonly FactValues["kind"][],
  columns: readonly string[],
  followed: readonly FollowedDate[],
  range?: EntriesAfter,
): Source {
  const dates = followed.map(({ date }) => date).toSorted();
  const afters = followed.map(({ after }) => after.sequence);
  const isMeant = `valid_from <= each AND each < valid_until AND sequence ${range ? ">" : "<="} after`;
  const entries = range
    ? "sequence > {from:UInt64} AND known_at >= {from_known_at:DateTime64(3, 'UTC')} AND sequence <= {until:UInt64}"
    : "sequence <= {until:UInt64}";
  return {
    sql: `SELECT ${columns.join(", ")}, toInt64(sign) AS weight,
      arrayJoin(arrayFilter((each, after) -> ${isMeant}, {dates:Array(Date32)}, {afters:Array(UInt64)})) AS date
    FROM @db.facts
    WHERE kind IN (${kinds.map((kind) => `'${kind}'`).join(", ")}) AND ${entries}
      AND valid_from <= {last_date:Date32} AND {first_date:Date32} < valid_until`,
    parameters: {
      dates: followed.map(({ date }) => date),
      afters,
      first_date: dates[0] ?? "",
      last_date: dates.at(-1) ?? "",
      until: range?.until ?? Math.max(0, ...afters),
      ...(range && { from: range.after.sequence, from_known_at: range.after.known_at }),
    },
  };
}
