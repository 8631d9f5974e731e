import { strToU8, zipSync } from "fflate";
import { dayOf } from "#schema/calendar.ts";
import { columnLetters } from "../sources/table/column-names.ts";

/** What a test puts into a cell: a text, a number, a date, or the inner XML of a `c` as a maker would write it. */
export type TestCell = string | number | boolean | null | { date: string } | { xml: string };

export interface TestWorkbook {
  rows: readonly (readonly TestCell[])[];
  /** Texts in a part of their own, as most makers have it, or in the cells. */
  texts?: "shared" | "inline";
  is1904?: boolean;
  /** Before every name of the sheet, as makers with a library for XML write it. */
  prefix?: string;
  /** After the rows. */
  merged?: readonly string[];
  /** Parts instead of those that are made, by name. */
  parts?: Readonly<Record<string, string>>;
}

const xml = (text: string): string => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n${text}`;
const escaped = (text: string): string =>
  text
    .replace(/[&<>"]/g, (found) => `&#${found.charCodeAt(0)};`)
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replaceAll("\r", "_x000D_");

/** A workbook of one sheet, as small as programs accept. */
export function writeXlsx({
  rows,
  texts = "shared",
  is1904 = false,
  prefix = "",
  merged = [],
  parts = {},
}: TestWorkbook): Uint8Array {
  /** By text, its number: each is written once, as makers do. */
  const shared = new Map<string, number>();
  const cellXml = (cell: TestCell, reference: string): string => {
    const open = `<${prefix}c r="${reference}"`;
    const close = `</${prefix}c>`;
    const value = (text: string | number): string => `<${prefix}v>${text}</${prefix}v>`;
    if (cell === null) return "";
    if (typeof cell === "number") return `${open}>${value(cell)}${close}`;
    if (typeof cell === "boolean") return `${open} t="b">${value(cell ? 1 : 0)}${close}`;
    if (typeof cell === "object")
      return "xml" in cell
        ? cell.xml.replace("<c", open)
        : `${open} s="1">${value(dayOf(cell.date) - dayOf(is1904 ? "1904-01-01" : "1899-12-30"))}${close}`;
    const text = `<${prefix}t xml:space="preserve">${escaped(cell)}</${prefix}t>`;
    if (texts === "inline") return `${open} t="inlineStr"><${prefix}is>${text}</${prefix}is>${close}`;
    const number = shared.get(cell) ?? shared.size;
    shared.set(cell, number);
    return `${open} t="s">${value(number)}${close}`;
  };
  const sheet = rows
    .map((row, at) => {
      const cells = row.map((cell, column) => cellXml(cell, `${columnLetters(column)}${at + 1}`)).join("");
      return cells === "" ? "" : `<${prefix}row r="${at + 1}">${cells}</${prefix}row>`;
    })
    .join("");
  const mergedXml = merged.map((range) => `<${prefix}mergeCell ref="${range}"/>`).join("");
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const namespace = prefix === "" ? "xmlns" : `xmlns:${prefix.slice(0, -1)}`;
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`;
  const files: Record<string, string> = {
    "[Content_Types].xml": xml('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    "_rels/.rels": xml(`<Relationships>${relation("rId1", "officeDocument", "xl/workbook.xml")}</Relationships>`),
    "xl/_rels/workbook.xml.rels": xml(
      `<Relationships>${relation("rId1", "worksheet", "worksheets/sheet1.xml")}${relation("rId2", "styles", "/xl/styles.xml")}${relation("rId3", "sharedStrings", "sharedStrings.xml")}</Relationships>`,
    ),
    "xl/workbook.xml": xml(
      `<workbook xmlns="${main}" xmlns:r="${relations}"><workbookPr${is1904 ? ' date1904="1"' : ""}/><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    "xl/styles.xml": xml(
      `<styleSheet xmlns="${main}"><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/></cellXfs></styleSheet>`,
    ),
    "xl/worksheets/sheet1.xml": xml(
      `<${prefix}worksheet ${namespace}="${main}"><${prefix}sheetData>${sheet}</${prefix}sheetData>${mergedXml === "" ? "" : `<${prefix}mergeCells>${mergedXml}</${prefix}mergeCells>`}</${prefix}worksheet>`,
    ),
    "xl/sharedStrings.xml": xml(
      `<sst xmlns="${main}">${Array.from(shared.keys(), (text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join("")}</sst>`,
    ),
    ...parts,
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])), { level: 1 });
}
