import { groupedDigits } from "../text-table.ts";
import type { Change } from "./fix-line.ts";

/** What was mended, in the form of a diff: a value a hunk, because a whole record on one line shows no difference. */
export function fixLines(file: string, target: string, changes: readonly Change[]): string {
  if (changes.length === 0) return `Nothing in ${file} can be mended with certainty; no file was written.\n`;
  const hunks = changes.map(({ line, column, columnName, agency, id, pointer, code, before, after }) => {
    const place = columnName === undefined ? `${line}:${column}` : `${line} column ${JSON.stringify(columnName)}`;
    const subject = [agency, id, pointer].filter((part) => part !== undefined && part !== "").join(" ");
    return `@@ ${place} ${subject === "" ? "" : `${subject} `}${code} @@\n-${JSON.stringify(before)}\n+${JSON.stringify(after)}\n`;
  });
  const count = changes.length === 1 ? "1 value" : `${groupedDigits(changes.length)} values`;
  return `--- ${file}\n+++ ${target}\n${hunks.join("")}Mended ${count} in ${target}; ${file} is as it was. What follows is about ${target}.\n`;
}
