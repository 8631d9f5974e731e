import { silent } from "./workbook.ts";
import { mostTextBytes, scanWhole } from "./xml-text.ts";
import type { ZipEntry } from "./zip-entries.ts";

/** The texts that cells refer to by number. Formatting is left out, and so is how to pronounce it. */
export function readSharedStrings(file: string, entry: ZipEntry | undefined): readonly string[] {
  const strings: string[] = [];
  if (!entry) return strings;
  let current = "";
  let isText = false;
  let isPhonetic = false;
  scanWhole(file, entry, mostTextBytes, {
    ...silent,
    open(name) {
      if (name === "si") current = "";
      else if (name === "rPh") isPhonetic = true;
      else if (name === "t") isText = !isPhonetic;
    },
    text(value) {
      if (isText) current += value;
    },
    close(name) {
      if (name === "t") isText = false;
      else if (name === "rPh") isPhonetic = false;
      else if (name === "si") strings.push(unescaped(current));
    },
  });
  return strings;
}

/** Characters that XML cannot hold are written `_x000D_` in cells, and `_x005F_` is the line before such a sequence. */
export function unescaped(text: string): string {
  return text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
}
