import { writeFile } from "node:fs/promises";
import { CommandFailure } from "../command-failure.ts";
import type { CommandIo, ExitStatus } from "../command-io.ts";
import { findLayout } from "../mapping/start/find-layout.ts";
import { profileColumns } from "../mapping/start/column-profile.ts";
import { reportingYears, sidewaysRemark } from "../mapping/start/table-remarks.ts";
import { writeMapping } from "../mapping/start/write-mapping.ts";
import { openTable } from "../sources/table/open-table.ts";
import { reportFailure } from "./report-failure.ts";

export interface MapInitOptions {
  file: string;
  /** Where the mapping is written; `-` is standard output. Default: beside the file. */
  to?: string;
  sheet?: string;
  headerRow?: readonly number[];
  output?: "text" | "json";
  quiet?: boolean;
}

/** Writes a commented mapping for a table: what could be seen is filled in, what only a person knows is left to decide. */
export async function mapInit(options: MapInitOptions, io: CommandIo): Promise<ExitStatus> {
  try {
    const { file, sheet, headerRow } = options;
    const found = await findLayout(file, sheet);
    const layout = headerRow ? { ...found, options: { ...found.options, headerRow } } : found;
    const table = await openTable(file, layout.options);
    const profiles = profileColumns(table);
    const text = writeMapping({ file, layout, profiles });
    if (options.to === "-") {
      io.out(text);
      return 0;
    }
    const to = options.to ?? `${file.replace(/\.(?:csv|tsv|txt|xlsx|xlsm)(?:\.gz)?$/i, "")}.mapping.yaml`;
    await writeNew(to, text);
    const decisions = text.match(/: DECIDE/g)?.length ?? 0;
    const rows = profiles[0]?.rows ?? 0;
    const years = reportingYears(profiles);
    const remarks = [
      ...(layout.remarks.sheet === undefined
        ? []
        : [
            `It is of the sheet ${JSON.stringify(layout.options.sheet)}; ${layout.remarks.sheet}. A mapping is of one sheet: for another give --sheet.`,
          ]),
      ...[sidewaysRemark(profiles)].flatMap((remark) => remark ?? []),
      ...(years
        ? [
            `${JSON.stringify(years.name)} looks like the reporting year: see \`rows\` in the mapping, which takes one year at a time.`,
          ]
        : []),
    ];
    io.out(
      options.output === "json"
        ? `${JSON.stringify({ mapping: to, columns: profiles.length, rows, decisions, remarks })}\n`
        : `Wrote ${to}: ${profiles.length} columns, ${rows} rows, ${decisions} ${decisions === 1 ? "decision" : "decisions"} for you.\n` +
            remarks.map((remark) => `${remark}\n`).join("") +
            `Edit it, then: sparewheel map check ${file} --mapping ${to}\n`,
    );
    return 0;
  } catch (error) {
    return reportFailure(error, options, io);
  }
}

/** What a person has decided is never written over. */
async function writeNew(file: string, text: string): Promise<void> {
  await writeFile(file, text, { flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST")
      throw new CommandFailure(2, `${file} is there already.`, "Give another name with --to, or remove it.");
    throw new CommandFailure(2, `${file} cannot be written: ${error.message}.`, "Give another place with --to FILE.");
  });
}
