import { cellOfText } from "../table/cell-of-text.ts";
import { type Cell, blankCell } from "../table/table.ts";
import type { CellStyle } from "./cell-styles.ts";
import { serialDate } from "./serial-date.ts";
import { unescaped } from "./shared-strings.ts";

/** What a sheet writes of one cell. */
export interface RawCell {
  /** `t`: how `value` is to be read; "n" when it is not given. */
  type: string;
  style: CellStyle;
  /** Text of `v`, or of the inline string; undefined when there is neither. */
  value: string | undefined;
  hasFormula: boolean;
}

export interface CellContext {
  sharedStrings: readonly string[];
  is1904: boolean;
  isUncomputed: boolean;
}

export function cellOf({ type, style, value, hasFormula }: RawCell, context: CellContext): Cell {
  if (hasFormula && (context.isUncomputed || value === undefined || (value === "" && type === "n")))
    return fault("formula-not-computed", "found a formula whose result is not in the file");
  if (value === undefined || value === "") return blankCell;
  switch (type) {
    case "s":
      return cellOfText(context.sharedStrings[Number(value)] ?? "");
    case "str":
    case "inlineStr":
      return cellOfText(unescaped(value));
    case "b":
      return { text: value === "1" || value === "true" ? "TRUE" : "FALSE" };
    case "e":
      return { ...fault("cell-error", `found the error ${value}`), text: value };
    case "d":
      return dateCell(/^\d{4}-\d{2}-\d{2}/.exec(value)?.[0], value);
    default:
      return numberCell(value, style, context.is1904);
  }
}

function numberCell(written: string, style: CellStyle, is1904: boolean): Cell {
  const number = Number(written);
  if (!Number.isFinite(number)) return cellOfText(written);
  if (style === "date") return dateCell(serialDate(number, is1904), written);
  // A whole number keeps every digit that is in the file.
  const digits = /^\d+$/.test(written) ? written : String(number);
  return { text: typeof style === "object" ? digits.padStart(style.zeros, "0") : digits, number };
}

const dateCell = (date: string | undefined, written: string): Cell =>
  date === undefined
    ? {
        ...fault("date-unreadable", `found ${written}, which is shown as a date and is none from 1950 to 2199`),
        text: written,
      }
    : { text: date, date };

const fault = (code: NonNullable<Cell["fault"]>["code"], message: string): Cell => ({
  text: "",
  fault: { code, message },
});
