import { readFileSync } from "node:fs";
import type { CaseFile } from "#services/cases/case-file.ts";
import type { FigureEntry } from "#services/cases/figure-differences.ts";
import { parseCase } from "#services/cases/parse-case.ts";

export { loadCase } from "#services/cases/load-case.ts";

/** A file of test/fixtures/cases; see its README. */
export interface Case extends CaseFile {
  name: string;
  expected: FigureEntry[];
}

export const readCase = (file: string): Case => parseCase(readFileSync(file, "utf8")) as Case;
