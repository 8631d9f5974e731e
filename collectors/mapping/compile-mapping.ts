import { CommandFailure } from "../command-failure.ts";
import { similarTo } from "../sources/find-columns.ts";
import type { Table } from "../sources/table/table.ts";
import type { MappedField } from "./cell-outcome.ts";
import { readPath } from "./field-path.ts";
import type { FieldRule, MappingFile } from "./mapping-file.ts";
import type { RecordField } from "./record-fields.ts";

/** A mapping against the header of a table: what is filled from where. */
export interface MappedObject {
  fields: MappedField[];
  objects: { name: string; object: MappedObject }[];
  lists: MappedList[];
}

export interface MappedList {
  name: string;
  /** The rule of the list itself: what decides when no entry is described. */
  own: MappedField | undefined;
  /** In the order of their numbers. */
  entries: { index: number; object: MappedObject }[];
}

export interface CompiledMapping {
  /** Undefined when the mapping does not say whose workloads they are. */
  agency: string | MappedField | undefined;
  record: MappedObject;
  /** Where the cells are that say whether a row is wanted, when the mapping asks that. */
  rowColumn: number | undefined;
}

const agencyField: RecordField = { kind: "code", isRequired: true };

/** Finds every column that the mapping names; throws with all that are missing. */
export function compileMapping(file: string, table: Table, mapping: MappingFile, mappingName: string): CompiledMapping {
  const position = new Map(table.columns.map((name, at) => [name, at]));
  const missing = new Map<string, string>();
  const fieldOf = (name: string, field: RecordField, rule: FieldRule, path: string): MappedField => {
    const names = rule.columns ?? (rule.column === undefined ? [] : [rule.column]);
    const columns = names.map((each) => {
      const at = position.get(each);
      if (at === undefined) missing.set(each, path);
      return at ?? -1;
    });
    return { name, field, rule, columns, columnName: names.join(" + ") };
  };

  const record = emptyObject();
  for (const [path, rule] of Object.entries(mapping.fields)) {
    const place = readPath(path);
    if (!place) continue; // refused when the mapping was read
    const last = place.steps.at(-1)?.name ?? "";
    let object = record;
    for (const { name, index } of place.steps.slice(0, -1))
      object = index === undefined ? innerObject(object, name) : entryOf(listOf(object, name), index);
    const field = fieldOf(last, place.field, rule, `fields > ${path}`);
    if (place.field.kind === "list") listOf(object, last).own = field;
    else object.fields.push(field);
  }
  const { agency } = mapping;
  const compiled =
    agency === undefined || typeof agency === "string" ? agency : fieldOf("agency", agencyField, agency, "agency");
  const rowColumn = mapping.rows && position.get(mapping.rows.column);
  if (mapping.rows && rowColumn === undefined) missing.set(mapping.rows.column, "rows");
  if (missing.size > 0) throw missingColumns(file, table, missing, mappingName);
  return { agency: compiled, record, rowColumn };
}

const emptyObject = (): MappedObject => ({ fields: [], objects: [], lists: [] });

function innerObject(object: MappedObject, name: string): MappedObject {
  const known = object.objects.find((each) => each.name === name);
  if (known) return known.object;
  const added = { name, object: emptyObject() };
  object.objects.push(added);
  return added.object;
}

function listOf(object: MappedObject, name: string): MappedList {
  const known = object.lists.find((each) => each.name === name);
  if (known) return known;
  const added: MappedList = { name, own: undefined, entries: [] };
  object.lists.push(added);
  return added;
}

function entryOf(list: MappedList, index: number): MappedObject {
  const known = list.entries.find((each) => each.index === index);
  if (known) return known.object;
  const added = { index, object: emptyObject() };
  list.entries.push(added);
  list.entries.sort((left, right) => left.index - right.index);
  return added.object;
}

function missingColumns(
  file: string,
  table: Table,
  missing: ReadonlyMap<string, string>,
  mappingName: string,
): CommandFailure {
  const place = `${file}, ${table.sheet === undefined ? "line" : `sheet ${JSON.stringify(table.sheet)}, row`} ${table.headerLine}`;
  const lines = [...missing].map(([name, path]) => {
    const similar = similarTo(name, table.columns);
    const hint = similar === undefined ? "" : ` (similar: ${JSON.stringify(similar)})`;
    return `${place}: expected the column ${JSON.stringify(name)} for ${path}, found none of that name${hint}.`;
  });
  const isOneColumn = table.columns.length === 1 && table.format === "csv";
  return new CommandFailure(
    1,
    lines.join("\n"),
    isOneColumn
      ? `The header is one column only: add \`delimiter\` under \`file\` of ${mappingName}.`
      : `Correct the names or \`header_row\` in ${mappingName}; the file's columns are ${table.columns.map((name) => JSON.stringify(name)).join(", ")}.`,
    table.headerLine,
  );
}
