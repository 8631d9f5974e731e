import { printable } from "#schema/check-workload.ts";
import type { FieldRule, MappedValue } from "./mapping-file.ts";
import { expectedOf, type RecordField } from "./record-fields.ts";

interface RuleFault {
  key: readonly string[];
  message: string;
}

/** What a field's rule says that cannot be meant. */
export function ruleFaults(field: RecordField, path: string, rule: FieldRule): RuleFault[] {
  const isInList = path.includes("[");
  const isList = field.kind === "list";
  const faults: RuleFault[] = [];
  const refuse = (key: string | readonly string[], message: string): void =>
    void faults.push({ key: [key].flat(), message });

  const sources = [rule.column, rule.columns, rule.constant].filter((each) => each !== undefined).length;
  if (sources !== 1 && !(isList && sources === 0 && rule.blank !== undefined))
    refuse([], `expected one of column, columns and constant, found ${sources === 0 ? "none" : sources}`);
  if (rule.constant !== undefined) checkValue("constant", rule.constant);
  for (const [cell, value] of Object.entries(rule.values ?? {})) checkValue(["values", cell], value);

  if (rule.blank === "none" && !isList && !isInList)
    refuse("blank", "expected not-reported or error: none is said of a list, and this field is not part of one");
  if (rule.blank === "not-reported" && field.isRequired && !/[[.]/.test(path))
    refuse("blank", 'expected error, or a value for blank cells under `values` (""): every workload needs this field');
  if (rule.date !== undefined && field.kind !== "date")
    refuse("date", "expected no date format: the field is not a date");
  if (rule.number !== undefined && field.kind !== "integer" && field.kind !== "number")
    refuse("number", "expected no number format: the field is not a number");
  if (rule.unit !== undefined && !path.endsWith("minutes"))
    refuse("unit", "expected no unit: the field is not in minutes");
  if (rule.as === "slug" && field.kind !== "code" && field.kind !== "text")
    refuse("as", "expected no slug: the field is not an id");
  if (rule.as === "derived-id" && path !== "id") refuse("as", "expected derived-id for the field id only");
  if (rule.list !== undefined && (!isInList || isList))
    refuse(
      "list",
      "expected a field of a list's entry, such as components[0].provider: its entry is repeated for each part",
    );
  if (isList && rule.columns !== undefined) refuse("columns", "expected one column for a whole list");
  return faults;

  function checkValue(key: string | readonly string[], value: MappedValue): void {
    const isNone = Array.isArray(value);
    if (value === null || (isNone && (isList || (isInList && rule.constant === undefined)))) return;
    if (isNone || !isOf(field, value)) {
      const hint =
        typeof value === "number" && field.kind !== "integer" && field.kind !== "number"
          ? ' in quotation marks ("…")'
          : "";
      const isOfEntry = isInList && !isList && rule.constant === undefined;
      const silence = isOfEntry ? ", null (not reported) or [] (there is none)" : " or null (not reported)";
      refuse(key, `expected ${expectedOf(field)}${hint}${silence}, found ${isNone ? "[]" : printable(value)}`);
    }
  }
}

function isOf(field: RecordField, value: string | number | boolean): boolean {
  switch (field.kind) {
    case "choice":
      return typeof value === "string" && field.values.includes(value);
    case "boolean":
      return typeof value === "boolean";
    case "integer":
    case "number":
      return typeof value === "number";
    case "list":
    case "object":
      return false;
    default:
      return typeof value === "string";
  }
}
