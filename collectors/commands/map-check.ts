import type { CommandIo, ExitStatus } from "../command-io.ts";
import { noteOfMapping } from "../checking/standing-note.ts";
import { type MappedTable, openMapped } from "../mapping/mapped-records.ts";
import { type RowView, viewRow } from "../mapping/map-rows.ts";
import { type OverlayStart, overlayStart } from "../overlay/overlay-start.ts";
import { rowTable } from "../mapping/row-table.ts";
import { lookOn, type TableLook } from "../text-table.ts";
import { reportFailure } from "./report-failure.ts";

export interface MapCheckOptions {
  file: string;
  mapping: string;
  /** How many rows are shown. */
  rows: number;
  /** Give the id and name of every row instead: an overlay to begin with. */
  ids?: boolean;
  output?: "text" | "json";
  quiet?: boolean;
}

/** Shows the first rows of a table beside the records that would be sent of them. Exit status 1 when one could not be. */
export async function mapCheck(options: MapCheckOptions, io: CommandIo): Promise<ExitStatus> {
  try {
    const { file, mapping, rows } = options;
    const mapped = await openMapped(file, mapping);
    if (options.ids) return listIds(mapped, options, io);
    const views: RowView[] = [];
    if (rows > 0)
      for (const row of mapped.table.rows) {
        views.push(viewRow(mapped, row));
        if (views.length >= rows) break;
      }
    const { sheet } = mapped.table;
    if (options.output === "json")
      io.out(`${JSON.stringify({ file, sheet: sheet ?? null, mapping, rows: views.map(documentOf) })}\n`);
    else {
      io.out(textOf(sheet === undefined ? file : `${file}[${sheet}]`, views, lookOn(io)));
      const { constant } = mapped.mapping.fields.criticality ?? {};
      if (constant !== undefined && constant !== "critical") io.out(noteOfMapping());
    }
    return views.some(({ errors }) => errors.length > 0) ? 1 : 0;
  } catch (error) {
    return reportFailure(error, options, io);
  }
}

/** Standard output has nothing else, so that it can go into a file. */
function listIds(mapped: MappedTable, options: MapCheckOptions, io: CommandIo): ExitStatus {
  const starts: (OverlayStart & { line: number })[] = [];
  const wrong: number[] = [];
  for (const row of mapped.table.rows) {
    const { line, agency, record, errors } = viewRow(mapped, row);
    if (errors.length > 0) wrong.push(line);
    else starts.push({ line, agency, ...(record as { id: string; name: string }) });
  }
  if (options.output === "json") {
    const ids = starts.map(({ line, agency, id, name }) => ({ line, agency: agency ?? null, id, name }));
    io.out(`${JSON.stringify({ file: options.file, mapping: options.mapping, ids, left_out: wrong })}\n`);
  } else io.out(overlayStart(starts));
  if (wrong.length > 0)
    io.err(
      `${wrong.length} ${wrong.length === 1 ? "row has an error and is" : "rows have errors and are"} left out, the first on line ${wrong[0]}.\n\`check\` lists all errors.\n`,
    );
  return wrong.length > 0 ? 1 : 0;
}

const documentOf = ({ fields, ...row }: RowView): object => ({
  ...row,
  agency: row.agency ?? null,
  fields: fields.map(({ field, column, cell, value }) => ({
    field: field ?? null,
    column: column ?? null,
    cell: cell ?? null,
    value: value ?? null,
  })),
});

function textOf(place: string, views: readonly RowView[], look: TableLook): string {
  const parts = views.map((view) => {
    const errors = view.errors.map(
      ({ code, message, remedy, columnName, pointer }) =>
        `  ! ${columnName === undefined ? pointer || "the row" : `column ${JSON.stringify(columnName)}`} ${code}: ${message}\n      ${remedy}\n`,
    );
    const warnings = view.warnings.map(
      ({ code, column, found }) => `  ~ column ${JSON.stringify(column)} ${code}: found ${JSON.stringify(found)}\n`,
    );
    return `${place}:${view.line}${view.agency === undefined ? "" : ` of agency ${view.agency}`}\n${rowTable(view, look)}${errors.join("")}${warnings.join("")}`;
  });
  const wrong = views.filter(({ errors }) => errors.length > 0).length;
  const rows = `${views.length} ${views.length === 1 ? "row" : "rows"}`;
  const end =
    wrong === 0
      ? `${rows} shown, none with an error. \`check\` looks at all of them.`
      : `${rows} shown, ${wrong} with an error.`;
  return `${parts.join("\n")}${parts.length > 0 ? "\n" : ""}${end}\n`;
}
