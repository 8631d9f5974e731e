import { groupedDigits } from "../text-table.ts";

/** How many findings of each code are about each column of a table. */
export type ColumnCounts = ReadonlyMap<string, ReadonlyMap<string, number>>;

export function columnCounts<Found extends { code: string }>(
  findings: Iterable<Found>,
  columnOf: (found: Found) => string | undefined,
): ColumnCounts {
  const counts = new Map<string, Map<string, number>>();
  for (const found of findings) {
    const column = columnOf(found);
    if (column === undefined) continue;
    const columns = counts.get(found.code) ?? new Map<string, number>();
    counts.set(found.code, columns.set(column, (columns.get(column) ?? 0) + 1));
  }
  return counts;
}

const mostColumns = 5;
const indent = "        ";

/** Below the sum of a code: which columns it is about, the most frequent first. One cause is often one column. */
export function columnLines(counts: ColumnCounts, code: string, records: number): string {
  const columns = [...(counts.get(code) ?? [])].sort((left, right) => right[1] - left[1]);
  const more = columns.length - mostColumns;
  const lines = columns.slice(0, mostColumns).map(([name, count]) => {
    // A cell with several parts may have several findings.
    const of = count > records ? "" : ` of ${groupedDigits(records)} rows`;
    return `column ${JSON.stringify(name)}: ${groupedDigits(count)}${of}`;
  });
  return [...lines, ...(more > 0 ? [`and ${groupedDigits(more)} more columns`] : [])]
    .map((line) => `${indent}${line}\n`)
    .join("");
}
