import { attribute } from "./xml-scanner.ts";
import { silent } from "./workbook.ts";
import { mostPartBytes, scanWhole } from "./xml-text.ts";
import type { ZipEntry } from "./zip-entries.ts";

/** What a style says about the number in its cell: a date, or digits with leading zeros (so many at least). */
export type CellStyle = "date" | "plain" | { zeros: number };

/** Formats that every program knows without being told (ECMA-376, 18.8.30), those of East Asia too. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** The style of each number that cells name. */
export function readCellStyles(file: string, entry: ZipEntry | undefined): readonly CellStyle[] {
  const formats = new Map<number, CellStyle>();
  const styles: CellStyle[] = [];
  if (!entry) return styles;
  let isOfCells = false;
  scanWhole(file, entry, mostPartBytes, {
    ...silent,
    open(name, attributes) {
      if (name === "numFmt")
        formats.set(Number(attribute(attributes, "numFmtId")), styleOf(attribute(attributes, "formatCode") ?? ""));
      else if (name === "cellXfs") isOfCells = true;
      else if (name === "xf" && isOfCells) {
        const id = Number(attribute(attributes, "numFmtId") ?? 0);
        styles.push(formats.get(id) ?? (isBuiltInDate(id) ? "date" : "plain"));
      }
    },
    close(name) {
      if (name === "cellXfs") isOfCells = false;
    },
  });
  return styles;
}

/** A format that shows a day, a month or a year shows a date; one that shows only hours and minutes does not. */
export function styleOf(format: string): CellStyle {
  if (/^0{2,}$/.test(format)) return { zeros: format.length };
  if (/^(?:general|standard)$/i.test(format)) return "plain";
  const [shown = ""] = format
    .replace(/"[^"]*"|\\.|_.|\*./g, "")
    .replace(/\[[^\]]*\]/g, "")
    .split(";");
  const isTime = /[hs]/i.test(shown);
  return /[yd]/i.test(shown) || (/m/i.test(shown) && !isTime) ? "date" : "plain";
}
