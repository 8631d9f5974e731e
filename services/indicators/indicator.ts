import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What a folder of this directory says of its indicator. */
export interface Indicator {
  /** As published. */
  code: string;
  /** Raised whenever the definition changes; `versions.json` pins which text is which version. */
  version: number;
  title: string;
  /** What it says of a coalition, in a sentence that a minister can repeat. */
  statement: string;
  /** The exact rule, in the words of the methodology. */
  definition: string;
  why: string;
  how_to_read: string;
  limits: string;
  source: string;
  /** What one row of its judgement is about. */
  unit: "workload" | "agency";
  /** Whether it is given for groups by function. */
  has_functions: boolean;
  /** SQL that judges one row: see docs/methodology/README.md. */
  sql: string;
}

/** Reads the SQL that lies beside the words. `url` is the `import.meta.url` of the indicator's file. */
export function defineIndicator(url: string, words: Omit<Indicator, "sql">): Indicator {
  return { ...words, sql: readFileSync(fileURLToPath(new URL("./outcome.sql", url)), "utf8").trim() };
}

/** Figure of a share: `n` the denominator, `value` the upper end; null without a denominator. */
export interface Share {
  lower: number | null;
  upper: number | null;
  value: number | null;
  n: number;
}
