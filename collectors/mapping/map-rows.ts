import { checkWorkload } from "#schema/check-workload.ts";
import type { Finding } from "#schema/rules.ts";
import { faultOf } from "../sources/fault-of.ts";
import type { Fault, SourceWarning } from "../sources/source.ts";
import { blankCell, type TableRow } from "../sources/table/table.ts";
import { buildRecord } from "./build-record.ts";
import { leavesOf } from "./leaves-of.ts";
import { type MappedTable, mappedRecord } from "./mapped-records.ts";

/** One field of a row beside the cell that it was read from. */
export interface FieldView {
  /** A path; undefined for a column that nothing takes. */
  field: string | undefined;
  /** Undefined for a constant. */
  column: string | undefined;
  cell: string | undefined;
  /** What would be sent; undefined when it is not reported. */
  value: unknown;
  isWrong: boolean;
}

/** What would be sent of one row of a table, and what is wrong with it. */
export interface JudgedRow {
  line: number;
  agency: string | undefined;
  errors: Fault[];
  warnings: readonly SourceWarning[];
  /** Null when there is none. */
  record: unknown;
}

/** One row of a table beside the record that would be sent of it. */
export interface RowView extends JudgedRow {
  fields: FieldView[];
}

export function viewRow(mapped: MappedTable, row: TableRow): RowView {
  const judged = judgeRow(mapped, row, checkWorkload);
  return { ...judged, fields: judged.record === null ? [] : fieldsOf(mapped, row, judged.record, judged.errors) };
}

/** @param check what the rules say of a record */
export function judgeRow(
  mapped: MappedTable,
  row: TableRow,
  check: (record: unknown) => readonly Finding[],
): JudgedRow {
  const read = mappedRecord(mapped, row);
  const { line, agency, workload, warnings } = read;
  if (read.unreadable) return { line, agency, errors: [read.unreadable], warnings, record: null };
  const faults = read.faults ?? [];
  const broken = check(workload)
    .filter(({ severity, pointer }) => severity === "error" && faults.every((fault) => fault.pointer !== pointer))
    .map((finding) => ({ ...faultOf(finding), columnName: read.columnNameOf?.(finding.pointer) }));
  return { line, agency, errors: [...faults, ...broken], warnings, record: workload };
}

function fieldsOf(
  { table, compiled, mapping }: MappedTable,
  { cells }: TableRow,
  workload: unknown,
  errors: readonly Fault[],
): FieldView[] {
  const values = new Map(leavesOf(workload, ""));
  const views: FieldView[] = [];
  const cellOf = (name: string): string => (cells[table.columns.indexOf(name)] ?? blankCell).text;
  const isWrong = (pointer: string): boolean => errors.some((error) => error.pointer === pointer);
  buildRecord(compiled.record, cells, {
    faults: [],
    warn: () => {},
    place: (pointer, columnName) => {
      const names = columnName.split(" + ");
      const value = values.get(pointer);
      values.delete(pointer);
      const view = {
        field: pathOf(pointer),
        column: columnName,
        cell: names.map(cellOf).join(" "),
        value,
        isWrong: isWrong(pointer),
      };
      const before = views.findIndex((each) => each.field === view.field && each.column === columnName);
      if (before < 0) views.push(view);
    },
  });
  for (const [pointer, value] of values)
    if (!pointer.startsWith("/source/") || mapping.fields[pathOf(pointer)])
      views.push({ field: pathOf(pointer), column: undefined, cell: undefined, value, isWrong: isWrong(pointer) });
  const used = new Set([
    ...views.flatMap(({ column }) => column?.split(" + ") ?? []),
    ...(typeof compiled.agency === "object" ? compiled.agency.columnName.split(" + ") : []),
  ]);
  for (const column of table.columns)
    if (!used.has(column))
      views.push({ field: undefined, column, cell: cellOf(column), value: undefined, isWrong: false });
  return views;
}

const pathOf = (pointer: string): string =>
  pointer
    .slice(1)
    .replace(/\/(\d+)(?=\/|$)/g, "[$1]")
    .replaceAll("/", ".");
