import type { CompiledMapping } from "./compile-mapping.ts";
import type { MappingFile } from "./mapping-file.ts";

/** Whether a row is one of those that `rows` of the mapping names; every row where it has no such key. */
export function wantedRows(
  { rows }: MappingFile,
  { rowColumn }: CompiledMapping,
): (textAt: (column: number) => string) => boolean {
  if (!rows || rowColumn === undefined) return () => true;
  const wanted = new Set([rows.is].flat().map(String));
  return (textAt) => wanted.has(textAt(rowColumn));
}
