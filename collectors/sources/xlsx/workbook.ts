import { CommandFailure } from "../../command-failure.ts";
import { attribute, type XmlHandler } from "./xml-scanner.ts";
import { mostPartBytes, scanWhole } from "./xml-text.ts";
import { type ZipEntry, zipEntries } from "./zip-entries.ts";

export interface Workbook {
  entries: ReadonlyMap<string, ZipEntry>;
  sheets: readonly { name: string; isHidden: boolean; entry: ZipEntry }[];
  /** Day 0 is 1904-01-01, as old spreadsheets of Macintosh have it. */
  is1904: boolean;
  /** Whoever wrote the file left formulas for the next program to compute. */
  isUncomputed: boolean;
  styles: ZipEntry | undefined;
  sharedStrings: ZipEntry | undefined;
}

/** What a spreadsheet file holds, by the relations that its parts name. */
export function readWorkbook(file: string, bytes: Buffer): Workbook {
  const entries = zipEntries(file, bytes);
  const main = relationsOf(file, entries, "").find(({ type }) => type === "officeDocument")?.target;
  const workbook = main === undefined ? undefined : entries.get(main);
  if (main === undefined || !workbook || main.endsWith(".bin")) throw notXlsx(file, entries);
  const relations = relationsOf(file, entries, main);
  const partOf = (type: string): ZipEntry | undefined =>
    entries.get(relations.find((relation) => relation.type === type)?.target ?? "");
  const sheets: { name: string; isHidden: boolean; entry: ZipEntry }[] = [];
  let is1904 = false;
  let isUncomputed = false;
  scanWhole(file, workbook, mostPartBytes, {
    ...silent,
    open(name, attributes) {
      if (name === "workbookPr") is1904 = isTrue(attribute(attributes, "date1904"));
      if (name === "calcPr") isUncomputed = isTrue(attribute(attributes, "fullCalcOnLoad"));
      if (name !== "sheet") return;
      const id = attribute(attributes, "id");
      const relation = relations.find((each) => each.id === id && each.type === "worksheet");
      const entry = entries.get(relation?.target ?? "");
      // Sheets that are charts or dialogues have no rows.
      if (!entry) return;
      const isHidden = (attribute(attributes, "state") ?? "visible") !== "visible";
      sheets.push({ name: attribute(attributes, "name") ?? "", isHidden, entry });
    },
  });
  return { entries, sheets, is1904, isUncomputed, styles: partOf("styles"), sharedStrings: partOf("sharedStrings") };
}

export const silent: XmlHandler = { open: () => {}, text: () => {}, close: () => {} };

export const isTrue = (value: string | undefined): boolean => value === "1" || value === "true" || value === "on";

interface Relation {
  id: string;
  /** The last word of its address: makers use two families of addresses. */
  type: string;
  /** Name in the archive. */
  target: string;
}

/** What a part of the archive refers to; "" for the archive itself. */
function relationsOf(file: string, entries: ReadonlyMap<string, ZipEntry>, part: string): Relation[] {
  const folder = part.slice(0, part.lastIndexOf("/") + 1);
  const entry = entries.get(`${folder}_rels/${part.slice(folder.length)}.rels`);
  const relations: Relation[] = [];
  if (!entry) return relations;
  scanWhole(file, entry, mostPartBytes, {
    ...silent,
    open(name, attributes) {
      if (name !== "Relationship") return;
      const target = attribute(attributes, "Target") ?? "";
      const type = attribute(attributes, "Type") ?? "";
      relations.push({
        id: attribute(attributes, "Id") ?? "",
        type: type.slice(type.lastIndexOf("/") + 1),
        target: new URL(target, `file:///${folder}`).pathname.slice(1),
      });
    },
  });
  return relations;
}

function notXlsx(file: string, entries: ReadonlyMap<string, ZipEntry>): CommandFailure {
  const kind = entries.has("content.xml")
    ? "an OpenDocument spreadsheet (ODS)"
    : entries.has("xl/workbook.bin")
      ? "a binary Excel workbook (XLSB)"
      : "a ZIP archive, but not an XLSX spreadsheet";
  return new CommandFailure(
    1,
    `${file} is ${kind}.`,
    "Open it in a spreadsheet program and save it as XLSX or CSV UTF-8.",
  );
}
