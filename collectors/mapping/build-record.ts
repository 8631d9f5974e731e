import type { Fault, SourceWarningCode } from "../sources/source.ts";
import { type Cell, blankCell } from "../sources/table/table.ts";
import { type CellOutcome, cellOutcome, type MappedField } from "./cell-outcome.ts";
import type { MappedList, MappedObject } from "./compile-mapping.ts";
import { type MappingFaultCode, mappingFaults } from "./mapping-faults.ts";
import { type SplitRow, splitRow } from "./split-row.ts";

/** What is noted while a row is read. */
export interface RowNotes {
  faults: Fault[];
  warn(code: SourceWarningCode, columnName: string, found: string): void;
  /** Told for every value that comes from a column. */
  place?(pointer: string, columnName: string): void;
}

type Says = "not-reported" | "none" | "error" | "undecided";

interface Built {
  value: Record<string, unknown>;
  /** Not one cell of it is filled, and it has cells. */
  isBlank: boolean;
  /** What its blank cells were said to mean. */
  says: ReadonlySet<Says>;
  /** A cell says in words that there is none. */
  saysNone: boolean;
  blanks: { field: MappedField; says: Says; pointer: string }[];
}

/** A row as a record, without what could not be read; that is among the faults. */
export function buildRecord(object: MappedObject, cells: readonly Cell[], notes: RowNotes): Record<string, unknown> {
  const built = buildObject(object, { cells, parts: new Map(), part: 0 }, "", notes);
  refuseBlanks(built.blanks, notes);
  return built.value;
}

function buildObject(object: MappedObject, row: SplitRow, pointer: string, notes: RowNotes): Built {
  const value: Record<string, unknown> = {};
  const says = new Set<Says>();
  const blanks: Built["blanks"] = [];
  let isFilled = false;
  let hasCells = false;
  let saysNone = false;
  for (const field of object.fields) {
    const cellsOf = field.columns.map(
      (at) => row.parts.get(field)?.[row.part] ?? (row.parts.has(field) ? blankCell : (row.cells[at] ?? blankCell)),
    );
    const outcome = cellOutcome(field, cellsOf);
    const isCell = field.columns.length > 0;
    hasCells ||= isCell;
    const at = `${pointer}/${field.name}`;
    if (isCell) notes.place?.(at, field.columnName);
    if (outcome.is === "blank") {
      if (isCell) says.add(outcome.says);
      saysNone ||= outcome.says === "none" && cellsOf.some(({ text }) => text !== "");
      if (outcome.says === "error" || outcome.says === "undecided")
        blanks.push({ field, says: outcome.says, pointer: at });
      continue;
    }
    isFilled ||= isCell;
    if (outcome.is === "fault") {
      notes.faults.push(faultAt(at, field, outcome));
      continue;
    }
    if (outcome.warning) notes.warn(outcome.warning, field.columnName, cellsOf.map(({ text }) => text).join(" "));
    if (outcome.value !== null) value[field.name] = outcome.value;
  }
  for (const { name, object: inner } of object.objects) {
    const built = buildObject(inner, row, `${pointer}/${name}`, notes);
    refuseBlanks(built.isBlank ? [] : built.blanks, notes);
    if (!built.isBlank) value[name] = built.value;
  }
  for (const list of object.lists) {
    const items = buildList(list, row, `${pointer}/${list.name}`, notes);
    if (items !== null) value[list.name] = items;
    isFilled ||= items !== null && items.length > 0;
    hasCells ||= list.entries.some((entry) => hasColumns(entry.object));
  }
  return { value, isBlank: hasCells && !isFilled, says, saysNone, blanks };
}

const hasColumns = ({ fields, lists }: MappedObject): boolean =>
  fields.some(({ columns }) => columns.length > 0) ||
  lists.some(({ entries }) => entries.some(({ object }) => hasColumns(object)));

/** The items that the row describes; none or null when it describes not one, as the mapping has decided. */
function buildList(list: MappedList, row: SplitRow, pointer: string, notes: RowNotes): object[] | null {
  const items: object[] = [];
  const says = new Set<Says>();
  let firstBlank: MappedField | undefined;
  for (const { object } of list.entries) {
    for (const split of splitRow(object, row, (field, message) =>
      notes.faults.push(faultAt(pointer, field, { is: "fault", code: "list-lengths-differ", message })),
    )) {
      // What is wrong within an entry that is not there is not wrong.
      const faults: Fault[] = [];
      const built = buildObject(object, split, `${pointer}/${items.length}`, { ...notes, faults });
      if (!built.isBlank) notes.faults.push(...faults);
      else {
        firstBlank ??= object.fields.find(({ columns }) => columns.length > 0);
        for (const each of built.says) says.add(each);
        continue;
      }
      if (built.saysNone) {
        const field = object.fields.find(({ columns }) => columns.length > 0);
        const message = "expected either that there is none or what there is, found both";
        if (field) notes.faults.push(faultAt(pointer, field, { is: "fault", code: "list-contradiction", message }));
      }
      refuseBlanks(built.blanks, notes);
      items.push(built.value);
    }
  }
  const own = list.own && ownOutcome(list.own, row, pointer, notes);
  if (items.length > 0) {
    if (own === "none" && list.own && list.own.columns.length > 0 && row.cells[list.own.columns[0] ?? -1]?.text)
      notes.faults.push(
        faultAt(pointer, list.own, {
          is: "fault",
          code: "list-contradiction",
          message: "expected either that there is none or what there is, found both",
        }),
      );
    return items;
  }
  if (list.own) return own === "none" ? [] : null;
  if (says.has("none")) return [];
  if (says.has("not-reported") || !firstBlank) return null;
  refuseBlanks([{ field: firstBlank, says: says.has("undecided") ? "undecided" : "error", pointer }], notes);
  return null;
}

function ownOutcome(own: MappedField, row: SplitRow, pointer: string, notes: RowNotes): Says | undefined {
  const outcome: CellOutcome =
    own.columns.length === 0 && own.rule.constant === undefined
      ? { is: "blank", says: own.rule.blank ?? "undecided" }
      : cellOutcome(
          own,
          own.columns.map((at) => row.cells[at] ?? blankCell),
        );
  if (own.columns.length > 0) notes.place?.(pointer, own.columnName);
  if (outcome.is === "fault") notes.faults.push(faultAt(pointer, own, outcome));
  if (outcome.is === "value" && outcome.warning)
    notes.warn(outcome.warning, own.columnName, row.cells[own.columns[0] ?? -1]?.text ?? "");
  if (outcome.is !== "blank") return undefined;
  if (outcome.says === "error" || outcome.says === "undecided")
    refuseBlanks([{ field: own, says: outcome.says, pointer }], notes);
  return outcome.says;
}

function refuseBlanks(blanks: Built["blanks"], notes: RowNotes): void {
  for (const { field, says, pointer } of blanks)
    notes.faults.push(
      faultAt(pointer, field, {
        is: "fault",
        code: says === "undecided" ? "blank-undecided" : "blank-refused",
        message: "expected a value, found a blank cell",
      }),
    );
}

function faultAt(
  pointer: string,
  field: MappedField,
  { code, message }: { is: "fault"; code: MappingFaultCode; message: string },
): Fault {
  return { code, pointer, message, remedy: mappingFaults[code].remedy, columnName: field.columnName };
}
