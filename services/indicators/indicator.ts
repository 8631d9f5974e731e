import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** One version of a definition. */
export interface IndicatorVersion {
  version: number;
  /** Version of the methodology in which it was first. */
  methodology: number;
  /** What differs from the version before, and why. */
  changed: string;
}

/** What a folder of this directory says of its indicator. */
export interface Indicator {
  /** As published. */
  code: string;
  /** Raised whenever the definition changes; `versions.json` pins which text is which version. */
  version: number;
  /** Every version there ever was, the first one first. */
  history: readonly IndicatorVersion[];
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
  /** Rows of `facts` that its SQL judges, and what a figure is made of them: see docs/methodology/README.md. */
  form: "share" | "debt" | "duration" | "classes" | "concentration";
  /** Whether it is given for groups by function. */
  has_functions: boolean;
  /** SQL that judges one row. */
  sql: string;
}

/** Reads the SQL that lies beside the words. `url` is the `import.meta.url` of the indicator's file. */
export function defineIndicator(url: string, words: Omit<Indicator, "sql">): Indicator {
  return { ...words, sql: readFileSync(fileURLToPath(new URL("./outcome.sql", url)), "utf8").trim() };
}
