import { csvRows } from "./csv-rows.ts";
import { displayName } from "./display-name.ts";
import { findColumns } from "./find-columns.ts";
import { inventoryDate } from "./inventory-date.ts";
import type { Fault, Source, SourceRecord, SourceWarning, SourceWarningCode } from "./source.ts";
import { slug } from "./slug.ts";
import { uniqueIds } from "./unique-ids.ts";

/** One row of an inventory while it is read: its cells by header, and readings that note what they give up. */
export interface InventoryRow<Column extends string> {
  line: number;
  cell(column: Column): string;
  date(column: Column): string | null;
  name(column: Column): string;
  warn(code: SourceWarningCode, column: Column): void;
}

/** What a preset says of its file: the columns it reads and how a row becomes a workload, without its `id`. */
export interface InventoryFormat<Column extends string> {
  columns: readonly Column[];
  agency: Column;
  agencyName: Column;
  /** The column that a repeated id is reported under. */
  idColumn: Column;
  /** Where members of the workload are read from, with all that is within them. */
  columnOf: Readonly<Record<string, Column>>;
  id(row: InventoryRow<Column>): string;
  workload(row: InventoryRow<Column>): Record<string, unknown>;
}

/** Reads the rows of an inventory as workloads; throws when columns are missing. */
export function inventoryRecords<Column extends string>(
  file: string,
  text: string,
  format: InventoryFormat<Column>,
): Pick<Source, "total" | "records"> {
  const [header, ...rows] = csvRows(file, text);
  const positions = findColumns(file, header?.cells ?? [], format.columns);
  return { total: rows.length, records: recordsOf(rows, header?.cells.length ?? 0, positions, format) };
}

function* recordsOf<Column extends string>(
  rows: Iterable<{ line: number; cells: string[] }>,
  width: number,
  positions: Record<Column, number>,
  format: InventoryFormat<Column>,
): Iterable<SourceRecord> {
  const unique = uniqueIds();
  const columnOf = new Map<string | undefined, Column>(Object.entries(format.columnOf));
  const columnNameOf = (pointer: string): Column | undefined => columnOf.get(pointer.split("/")[1]);
  for (const { line, cells } of rows) {
    const warnings: SourceWarning[] = [];
    const cell = (column: Column): string => cells[positions[column]] ?? "";
    const agency = slug(cell(format.agency));
    const unreadable =
      cells.length !== width ? wrongWidth(width, cells.length) : agency === "" ? noAgency(format.agency) : undefined;
    if (unreadable) {
      yield { agency: undefined, line, workload: undefined, unreadable, warnings };
      continue;
    }
    const warn = (code: SourceWarningCode, column: Column): void => {
      warnings.push({ code, line, column, found: cell(column) });
    };
    const row: InventoryRow<Column> = {
      line,
      cell,
      warn,
      date: (column) => {
        const { date, warning } = inventoryDate(cell(column));
        if (warning) warn(warning, column);
        return date;
      },
      name: (column) => {
        const { name, warning } = displayName(cell(column));
        if (warning) warn(warning, column);
        return name;
      },
    };
    const { id, isRepeated } = unique(agency, format.id(row));
    if (isRepeated) warn("id-repeated", format.idColumn);
    const agencyName = cell(format.agencyName) === "" ? undefined : displayName(cell(format.agencyName)).name;
    yield { agency, agencyName, line, workload: { id, ...format.workload(row) }, columnNameOf, warnings };
  }
}

const wrongWidth = (expected: number, found: number): Fault => ({
  code: "malformed-row",
  pointer: "",
  message: `expected ${expected} cells as in the header, found ${found}`,
  remedy: "Put cells that hold commas or line ends between quotation marks, and check for a line that was cut.",
});

const noAgency = (column: string): Fault => ({
  code: "agency-missing",
  pointer: "",
  message: `expected the abbreviation of an agency, found none that could be an id`,
  remedy: "Write the agency's abbreviation in letters or digits.",
  columnName: column,
});
