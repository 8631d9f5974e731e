import { groupedDigits } from "../text-table.ts";
import { type CheckedFile, type Placed, countsByCode, placeName } from "./checked-file.ts";
import { columnCounts, columnLines } from "./column-counts.ts";
import { sentenceOf } from "./rule-words.ts";
import { standingNote } from "./standing-note.ts";

/** One error as two lines: where and what, then what to do. */
export function errorLines(file: string, error: Placed): string {
  return `${placeOf(file, error)}\n    ${error.remedy}\n`;
}

function placeOf(file: string, { line, column, columnName, agency, id, pointer, code, message }: Placed): string {
  const whose = [agency, id].filter((part) => part !== undefined).join(" ");
  const place = column === null ? `${line}` : `${line}:${column}`;
  return `${file}:${place}: ${whose === "" ? "" : `${whose} `}${pointer === "" ? "(whole record)" : pointer}${inColumn(columnName)} ${code}: ${message}`;
}

const inColumn = (name: string | undefined): string => (name === undefined ? "" : ` (column ${JSON.stringify(name)})`);

/** Every warning on a line of its own: those of the rules, then those of the reading. */
export function* warningLines(checked: CheckedFile): Generator<string, void> {
  const { warnings, sourceWarnings } = checked;
  const file = placeName(checked);
  for (const warning of warnings) yield `${placeOf(file, warning)}\n`;
  for (const { line, agency, column, code, found, file: other } of sourceWarnings)
    yield `${other ?? file}:${line}: ${agency === undefined ? "" : `${agency} `}column ${JSON.stringify(column)} ${code}: found ${JSON.stringify(shortened(found))}\n`;
}

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

/** What a person should remember of a file: how many records, and the sums by code, each with its sentence. */
export function summaryLines(checked: CheckedFile): string {
  const { file, records, filings, errors, warnings } = checked;
  const agencies = filings.length > 1 ? ` of ${filings.length} agencies` : "";
  const head = `${file}: ${counted(records, "record")}${agencies}, ${counted(errors.length, "error")}, ${counted(warnings.length, "warning")}.\n`;
  return [
    head,
    section(
      "Errors: nothing is sent until they are corrected.",
      countsByCode(errors),
      "error",
      columnsOf(checked, errors),
    ),
    section(
      "Warnings: sent and stored; the answer and the receipt count them.",
      countsByCode(warnings),
      "warning",
      // They are about lists and about what two fields say together, seldom about one column.
      noLines,
    ),
    sourceWarningSummary(
      [...filings.map(({ sourceWarnings }) => sourceWarnings), countsOfNoFiling(checked)],
      columnsOfReading(checked),
    ),
    standingNote(checked),
  ].join("");
}

/** What each code is about, as lines below its sum. */
type LinesOfCode = (code: string) => string;
const noLines: LinesOfCode = () => "";

/** Of tables only: a record of JSON has no columns. */
function columnsOf({ format, records }: CheckedFile, findings: Iterable<Placed>): LinesOfCode {
  if (format === "canonical") return noLines;
  const counts = columnCounts(findings, ({ columnName }) => columnName);
  return (code) => columnLines(counts, code, records);
}

function columnsOfReading({ records, sourceWarnings }: CheckedFile): LinesOfCode {
  const counts = columnCounts(sourceWarnings, ({ column, file }) => (file === undefined ? column : undefined));
  return (code) => columnLines(counts, code, records);
}

/** An overlay's id that no record has is nobody's where there are several agencies. */
const countsOfNoFiling = ({ filings, sourceWarnings }: CheckedFile): Record<string, number> =>
  filings.length === 1
    ? {}
    : Object.fromEntries(countsByCode(sourceWarnings.filter(({ code }) => code === "overlay-id-unknown")));

/** The sums of what was given up in reading, as a caution beside every figure made from the file. */
export function sourceWarningSummary(
  countsOfFilings: readonly Readonly<Record<string, number>>[],
  below = noLines,
): string {
  const sums = new Map<string, number>();
  for (const counts of countsOfFilings)
    for (const [code, count] of Object.entries(counts)) sums.set(code, (sums.get(code) ?? 0) + count);
  const entries = [...sums].sort((left, right) => right[1] - left[1]);
  return section("Noticed while reading; these numbers are sent and kept with the push.", entries, "warning", below);
}

function section(
  title: string,
  counts: readonly (readonly [code: string, count: number])[],
  severity: "error" | "warning",
  below: LinesOfCode,
): string {
  if (counts.length === 0) return "";
  const width = Math.max(...counts.map(([, count]) => groupedDigits(count).length));
  const lines = counts.map(
    ([code, count]) =>
      `  ${groupedDigits(count).padStart(width)}  ${code}: ${sentenceOf(code, severity)}\n${below(code)}`,
  );
  return `${title}\n${lines.join("")}`;
}

const counted = (count: number, word: string): string => `${groupedDigits(count)} ${word}${count === 1 ? "" : "s"}`;
