import type { SourceWarningCode } from "../sources/source.ts";
import { valueEnd } from "../sources/json-text.ts";
import type { Placed } from "../checking/checked-file.ts";

/** A value of a file that was mended. */
export interface Change extends Pick<Placed, "line" | "agency" | "id" | "pointer"> {
  /** Of what was found there; white space around a cell of a table is no fault, and taken away all the same. */
  code: Placed["code"] | SourceWarningCode | "space-around";
  /** Character of the line, from 1; null in a table, whose column has a name. */
  column: number | null;
  columnName?: string;
  before: string;
  after: string;
}

/** A file that was written, and how it differs from its source; no change when it was not. */
export interface Fixed {
  target: string;
  changes: Change[];
}

/**
 * One line of a file with the texts mended that stand where the faults are; every other character stays as it is.
 *
 * @param mended gives the right text for a wrong one, or undefined when it takes a person
 */
export function fixLine(
  text: string,
  faults: readonly (Placed & { column: number })[],
  mended: (written: string, fault: Placed) => string | undefined,
): { text: string; changes: Change[] } {
  const changes: Change[] = [];
  let fixed = "";
  let [done, column, at] = [0, 1, 0];
  for (const fault of faults.toSorted((left, right) => left.column - right.column)) {
    for (; column < fault.column; column += 1) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    // A text may break two rules, and is mended once.
    if (text[at] !== '"' || at < done) continue;
    const end = valueEnd(text, at);
    const before = JSON.parse(text.slice(at, end)) as string;
    const after = mended(before, fault);
    if (after === undefined) continue;
    fixed += text.slice(done, at) + JSON.stringify(after);
    done = end;
    const { line, agency, id, pointer, code } = fault;
    changes.push({ line, column, agency, id, pointer, code, before, after });
  }
  return { text: fixed + text.slice(done), changes };
}
