import type { Result } from "./result-tables.ts";

/** A row of `result_slices`, without what all rows of a calculation have. */
export interface Slice {
  result: Result | Track;
  group_kind: string;
  group_id: string;
  slice: number;
}

/** What is calculated up to an entry of the ledger of its own: withdrawals go as far as they are precomputed. */
export type Track = "calculation" | "withdrawal-calculation";

/** The slices that a calculation writes. */
export interface Slices {
  /** The slice of one kind of results about one group; what was read of it before is not read any more. */
  of(result: Slice["result"], group: { kind: string; id: string }): number;
  all(): Slice[];
}

/** `next` gives a number that no slice has had, each greater than the one before. */
export function createSlices(next: () => number): Slices {
  const slices = new Map<string, Slice>();
  return {
    of(result, { kind, id }) {
      const key = `${result} ${kind} ${id}`;
      const found = slices.get(key) ?? { result, group_kind: kind, group_id: id, slice: next() };
      slices.set(key, found);
      return found.slice;
    },
    all: () => [...slices.values()],
  };
}
