import type { FactValues } from "#derivation/fact-values.ts";
import type { Figure } from "../group-totals.ts";
import type { EntryAt } from "./registry-history.ts";

/** A figure that follows the ledger entry by entry: what is summed stands ready, so that one more entry is a small step. */
export interface Standing {
  /** Kinds of rows that can change it. */
  readonly kinds: readonly FactValues["kind"][];
  /** Starts from everything that the ledger says up to an entry, under the registry after it. */
  restart(sequence: number): Promise<void>;
  /** Reads what the entries of a range change. Gives a step: it takes in one of them, and tells whether there was anything. */
  read(range: { after: EntryAt; until: number }): Promise<(sequence: number) => boolean>;
  /** The registry has become another. */
  registryChanged(): void;
  figure(): Figure;
}
