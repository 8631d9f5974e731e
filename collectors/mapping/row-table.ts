import { type TableLook, textTable } from "../text-table.ts";
import type { FieldView, RowView } from "./map-rows.ts";

/** What is there, not all of it, is to be recognised. */
const longestCell = 60;
const indent = "  ";

/** A row and its record side by side. */
export function rowTable({ fields }: RowView, look: TableLook): string {
  const columns = look.columns === undefined ? undefined : look.columns - indent.length;
  const table = textTable([["column", "cell", "field", "sent"], ...fields.map(cellsOf)], { ...look, columns });
  return table.replace(/^(?=.)/gm, indent);
}

function cellsOf({ field, column, cell, value, isWrong }: FieldView): string[] {
  const sent =
    field === undefined ? "" : isWrong ? "! error, see below" : value === undefined ? "- (not reported)" : shown(value);
  return [
    cut(column ?? (Array.isArray(value) ? "(no entry)" : "(constant)")),
    cut(cell ?? ""),
    field ?? "(not used)",
    cut(sent),
  ];
}

const shown = (value: unknown): string =>
  typeof value === "string" ? value : Array.isArray(value) && value.length === 0 ? "[] (none)" : JSON.stringify(value);

function cut(text: string): string {
  const points = Array.from(text.replace(/[\p{White_Space}\p{Cc}]+/gu, " "));
  return points.length > longestCell ? `${points.slice(0, longestCell - 1).join("")}…` : points.join("");
}
