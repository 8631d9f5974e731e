import { CommandFailure } from "../../command-failure.ts";
import { readSourceBytes } from "../read-source-bytes.ts";
import { openXlsx } from "../xlsx/open-xlsx.ts";
import { openCsv } from "./open-csv.ts";
import type { Table, TableOptions } from "./table.ts";

const openers = { csv: openCsv, xlsx: openXlsx } as const;

/** Opens a spreadsheet or a CSV file; what it is, is seen from its first bytes unless the options say it. */
export async function openTable(file: string, options: TableOptions): Promise<Table> {
  const bytes = await readSourceBytes(file, { isUtf16Allowed: true });
  const found = formatOf(bytes);
  if (options.format === "xlsx" && found === "csv")
    throw new CommandFailure(
      1,
      `${file} is not an XLSX spreadsheet, as the mapping says.`,
      "Correct `format` under `file` of the mapping, or give the file that the mapping was made for.",
    );
  return openers[options.format ?? found](file, bytes, options);
}

/** XLSX is a ZIP archive. What a spreadsheet program may otherwise give, other than CSV, is told by the reader of XLSX. */
export function formatOf(bytes: Buffer): "csv" | "xlsx" {
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05);
  const isCompound = bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0;
  return isArchive || isCompound ? "xlsx" : "csv";
}
