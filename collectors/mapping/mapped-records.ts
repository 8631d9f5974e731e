import type { Fault, Source, SourceRecord, SourceWarning } from "../sources/source.ts";
import type { Cell, Table, TableRow } from "../sources/table/table.ts";
import { widthOf } from "../sources/table/column-names.ts";
import { openTable } from "../sources/table/open-table.ts";
import { buildRecord } from "./build-record.ts";
import { agencyOf } from "./agency-of.ts";
import { type CompiledMapping, compileMapping } from "./compile-mapping.ts";
import type { MappingFile } from "./mapping-file.ts";
import { mappingFaults } from "./mapping-faults.ts";
import { readMapping } from "./read-mapping.ts";
import { wantedRows } from "./wanted-rows.ts";

/** A table opened by a mapping; rows are mapped while they are asked for. */
export interface MappedTable {
  table: Table;
  mapping: MappingFile;
  compiled: CompiledMapping;
  /** Whether a row is one of those that the mapping is about, by the text of its cells. */
  isWanted: (textAt: (column: number) => string) => boolean;
}

/** Reads the mapping, opens the file by it and finds its columns; throws when one of the three cannot be. */
export async function openMapped(file: string, mappingName: string): Promise<MappedTable> {
  const mapping = await readMapping(mappingName);
  const { format, encoding, delimiter, sheet, header_row: headerRow } = mapping.file;
  const table = await openTable(file, { format, encoding, delimiter, sheet, headerRow });
  const compiled = compileMapping(file, table, mapping, mappingName);
  const isWanted = wantedRows(mapping, compiled);
  return {
    table: mapping.rows ? { ...table, rows: filtered(table.rows, isWanted) } : table,
    mapping,
    compiled,
    isWanted,
  };
}

/** A file that a mapping turns into workloads. */
export async function openMappedSource(file: string, mappingName: string): Promise<Source> {
  const mapped = await openMapped(file, mappingName);
  const { sheet, total } = mapped.table;
  return { format: "mapping", sheet, header: undefined, total, records: recordsOf(mapped) };
}

const filtered = (rows: Table["rows"], isWanted: MappedTable["isWanted"]): Table["rows"] => ({
  *[Symbol.iterator]() {
    for (const row of rows) if (isWanted((at) => row.cells[at]?.text ?? "")) yield row;
  },
});

function* recordsOf(mapped: MappedTable): Iterable<SourceRecord> {
  for (const row of mapped.table.rows) yield mappedRecord(mapped, row);
}

/** One row as a record with everything that was wrong with it. */
export function mappedRecord({ table, compiled }: MappedTable, { line, cells }: TableRow): SourceRecord {
  if (isMalformed(table, cells))
    return unreadable(line, {
      code: "malformed-row",
      pointer: "",
      message: `expected ${table.columns.length} cells as in the header, found ${csvWidth(table, cells)}`,
      remedy: mappingFaults["malformed-row"].remedy,
    });
  const agency = agencyOf(compiled, cells);
  if (agency !== undefined && "fault" in agency) return unreadable(line, agency.fault);
  const faults: Fault[] = [];
  const warnings: SourceWarning[] = [];
  const workload = buildRecord(compiled.record, cells, {
    faults,
    warn: (code, column, text) => warnings.push({ code, line, column, found: text }),
  });
  // Without a number of the row: a row that moves would otherwise be a workload that has changed.
  workload.source ??= { format: table.format, version: "1" };
  return {
    agency: agency?.id,
    agencyName: agency?.name,
    line,
    workload,
    faults,
    warnings,
    columnNameOf: columnFinder(compiled, cells),
  };
}

/** Whether a row of CSV has not the columns of its header; blank cells behind the last do not count. */
export const isMalformed = (table: Table, cells: readonly Cell[]): boolean =>
  table.format === "csv" && csvWidth(table, cells) !== table.columns.length;

const csvWidth = ({ columns }: Table, cells: readonly Cell[]): number =>
  cells.length > columns.length ? Math.max(columns.length, widthOf(cells)) : cells.length;

const unreadable = (line: number, fault: Fault): SourceRecord => ({
  agency: undefined,
  line,
  workload: undefined,
  unreadable: fault,
  warnings: [],
});

/** Of a whole list the first column that describes an entry of it. Rows are read a second time to know where a value is from: few have a fault, and noting it for all costs a third. */
function columnFinder({ record }: CompiledMapping, cells: readonly Cell[]): (pointer: string) => string | undefined {
  let places: Map<string, string> | undefined;
  return (pointer) => {
    if (!places) {
      const found = new Map<string, string>();
      buildRecord(record, cells, { faults: [], warn: () => {}, place: (at, column) => found.set(at, column) });
      places = found;
    }
    return places.get(pointer) ?? [...places].find(([at]) => at.startsWith(`${pointer}/`))?.[1];
  };
}
