import { printable } from "#schema/check-workload.ts";
import { trimmed } from "../sources/trimmed.ts";
import { derivedId } from "../sources/derived-id.ts";
import { displayName } from "../sources/display-name.ts";
import { nameId } from "../sources/name-id.ts";
import type { SourceWarningCode } from "../sources/source.ts";
import { type Cell, blankCell } from "../sources/table/table.ts";
import { readDate } from "./date-formats.ts";
import type { FieldRule, MappedValue } from "./mapping-file.ts";
import { type MappingFaultCode } from "./mapping-faults.ts";
import { readNumber } from "./number-formats.ts";
import { expectedOf, type RecordField } from "./record-fields.ts";

/** What the cells of one field come to. */
export type CellOutcome =
  | { is: "value"; value: unknown; warning?: SourceWarningCode }
  /** Nothing to report; `says` is what the mapping decided about it. */
  | { is: "blank"; says: "not-reported" | "none" | "error" | "undecided" }
  | { is: "fault"; code: MappingFaultCode; message: string };

export interface MappedField {
  name: string;
  field: RecordField;
  rule: FieldRule;
  /** Places in the row; none for a constant. */
  columns: readonly number[];
  /** Their names, as told to a person. */
  columnName: string;
}

const unitMinutes = { minutes: 1, hours: 60, days: 1_440 } as const;

/** Cells as the value of a field, by its rule. `cells` are those of `columns`. */
export function cellOutcome({ field, rule, name }: MappedField, cells: readonly Cell[]): CellOutcome {
  if (rule.constant !== undefined) return ofMapped(rule.constant);
  const broken = cells.find((cell) => cell.fault);
  if (broken?.fault && !(broken.fault.code === "cell-error" && Object.hasOwn(rule.values ?? {}, broken.text)))
    return { is: "fault", code: broken.fault.code, message: `expected ${expectedOf(field)}, ${broken.fault.message}` };
  const cell = joined(cells);
  const text = cell.text.normalize("NFC");
  const mapped = rule.values && Object.hasOwn(rule.values, text) ? rule.values[text] : undefined;
  if (mapped !== undefined) return ofMapped(mapped);
  if (text === "") return { is: "blank", says: rule.blank ?? "undecided" };
  if (rule.as === "derived-id") return { is: "value", value: derivedId(cells.map((each) => each.text)) };
  return converted(field, rule, name, cell, text);
}

const ofMapped = (value: MappedValue): CellOutcome =>
  value === null
    ? { is: "blank", says: "not-reported" }
    : Array.isArray(value)
      ? { is: "blank", says: "none" }
      : { is: "value", value };

function joined(cells: readonly Cell[]): Cell {
  const [first = blankCell, ...others] = cells;
  return others.length === 0
    ? first
    : {
        text: cells
          .map(({ text }) => text)
          .filter((text) => text !== "")
          .join(" "),
      };
}

function converted(field: RecordField, rule: FieldRule, name: string, cell: Cell, text: string): CellOutcome {
  switch (field.kind) {
    case "date": {
      const formats = [rule.date ?? "YYYY-MM-DD"].flat();
      const read = cell.date === undefined ? readDate(text, formats) : { date: cell.date, precision: "day" as const };
      if (!read) return refused(rule, text, "date-not-read", `a date as ${formats.join(" or ")}`, "date-unreadable");
      if (read.precision === "day") return { is: "value", value: read.date };
      return {
        is: "value",
        value: read.date,
        warning: read.precision === "month" ? "date-approximate" : "date-year-only",
      };
    }
    case "integer":
    case "number": {
      const read = cell.number ?? readNumber(text, rule.number);
      if (read === undefined)
        return refused(rule, text, "number-not-read", `a number as ${rule.number ?? "1234.5"}`, "value-not-known");
      return { is: "value", value: rule.unit ? read * unitMinutes[rule.unit] : read };
    }
    case "boolean":
      if (/^(?:true|false)$/i.test(text)) return { is: "value", value: text.toLowerCase() === "true" };
      return refused(rule, text, "value-not-mapped", "true or false, or a value of `values`", "value-not-known");
    case "choice":
      if (field.values.includes(text)) return { is: "value", value: text };
      return refused(
        rule,
        text,
        "value-not-mapped",
        `${expectedOf(field)}, or a value of \`values\``,
        "value-not-known",
      );
    case "list":
    case "object":
      return refused(rule, text, "value-not-mapped", "a value of `values` that says `[]` or null", "value-not-known");
    case "code": {
      const code = rule.as === "slug" ? nameId(text) : text;
      if (code !== "") return { is: "value", value: code };
      return refused(rule, text, "value-not-mapped", noLatin, "value-not-known");
    }
    case "text": {
      if (rule.as === "slug") {
        const id = nameId(text);
        return id === ""
          ? refused(rule, text, "value-not-mapped", noLatin, "value-not-known")
          : { is: "value", value: id };
      }
      if (text.length <= shortName && isPlain.test(text)) return { is: "value", value: text };
      if (name === "name") {
        const { name: value, warning } = displayName(text);
        return { is: "value", value, warning };
      }
      if (isPlain.test(text)) return { is: "value", value: text };
      return { is: "value", value: trimmed(text.replace(/[\p{White_Space}\p{Cc}]+/gu, " ")) };
    }
  }
}

/** Short enough for every text, a name too. */
const shortName = 300;
const noLatin = "a name with Latin letters or digits, to make an id of, or a value of `values`";

/** Nearly every text: nothing to put on one line. */
const isPlain = /^[\x21-\x7E]+(?: [\x21-\x7E]+)*$/;

// Not within `converted`: a function that is made for every cell costs as much as all else that is done for it.
function refused(
  { otherwise }: FieldRule,
  text: string,
  code: MappingFaultCode,
  expected: string,
  warning: SourceWarningCode,
): CellOutcome {
  return otherwise === null
    ? { is: "value", value: null, warning }
    : { is: "fault", code, message: `expected ${expected}, found ${printable(text)}` };
}
