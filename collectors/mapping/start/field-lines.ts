import { divisionNames } from "#schema/functions.ts";
import type { DateFormat } from "../date-formats.ts";
import { undecided } from "../mapping-file.ts";
import { expectedOf, type RecordField } from "../record-fields.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { providerLines } from "./provider-lines.ts";
import { valueWords, words } from "./known-words.ts";

export const quoted = (text: string): string => JSON.stringify(text);
export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;

/** What is in a column, for a comment. */
export function columnRemark({ rows, blanks, faults, samples, isUnique }: ColumnProfile): string {
  const parts = [
    blanks === 0 ? "none blank" : `${blanks} of ${rows} blank`,
    ...(faults > 0 ? [`${counted(faults, "cell")} with an error or an uncomputed formula`] : []),
    ...(isUnique ? ["all different"] : []),
  ];
  const shown = samples.map((sample) => quoted(sample.length > 40 ? `${sample.slice(0, 39)}…` : sample)).join(", ");
  return `${parts.join(", ")}${shown === "" ? "" : `; such as ${shown}`}`;
}

/** The lines under a field: column, values, formats and what blanks mean. */
export function fieldLines(path: string, field: RecordField, column: ColumnProfile): string[] {
  return [
    `column: ${quoted(column.name)}`,
    ...(field.kind === "choice" || field.kind === "boolean" ? valueLines(path, field, column) : []),
    ...(field.kind === "date" ? dateLines(column) : []),
    ...(field.kind === "integer" || field.kind === "number" ? numberLines(column) : []),
    ...(path.endsWith("provider") ? providerLines(column) : []),
    ...blankLines(path, field, column),
  ];
}

function valueLines(path: string, field: RecordField, column: ColumnProfile): string[] {
  if (column.hasManyValues) return [`# too many different values for a list of ${expectedOf(field)}`];
  const guesses = [...column.values].map(([value, count]) => ({ value, count, guess: guessValue(path, field, value) }));
  if (guesses.every(({ value, guess }) => guess === value)) return [];
  const choices =
    path === "function"
      ? `the COFOG divisions (or groups such as 07.3): ${Object.entries(divisionNames)
          .filter(([code]) => /^\d\d$/.test(code))
          .sort(([left], [right]) => left.localeCompare(right))
          .map(([code, name]) => `"${code}" ${name}`)
          .join(", ")}`
      : expectedOf(field);
  return [
    `# ${choices}${field.isRequired && !path.includes("[") ? "" : "; null where the value says nothing about it"}${path.includes("[") ? ", [] where it says that there is none" : ""}`,
    "values:",
    ...guesses.map(({ value, count, guess }) => {
      const shown = guess === undefined ? undecided : field.kind === "choice" ? quoted(guess) : guess;
      return `  ${quoted(value)}: ${shown} # ${counted(count, "row")}${guess === undefined ? "" : ", guessed"}`;
    }),
  ];
}

/** The value that a cell can only mean; undefined where a person has to say. */
function guessValue(path: string, field: RecordField, value: string): string | undefined {
  const said = words(value);
  const known = valueWords.get(field.kind === "boolean" ? "boolean" : path);
  const division = path === "function" && Object.entries(divisionNames).find(([, name]) => words(name) === said)?.[0];
  if (division) return division;
  const found = [...(known ?? [])].find(([, all]) => all.includes(said))?.[0];
  if (found !== undefined || field.kind !== "choice") return found;
  return field.values.find((each) => words(each) === said);
}

function dateLines(column: ColumnProfile): string[] {
  const texts = [...column.dateFits].sort((left, right) => right[1] - left[1]);
  if (texts.length === 0)
    return column.dates > 0 ? [] : [`date: ${undecided} # no known form fits; see docs/mapping.md`];
  const most = texts[0]?.[1] ?? 0;
  const best = texts.filter(([, fits]) => fits === most).map(([format]) => format);
  const isAmbiguous = best.includes("DD/MM/YYYY") && best.includes("MM/DD/YYYY");
  const isAmbiguousToo = best.includes("DD-MM-YYYY") && best.includes("MM-DD-YYYY");
  if (isAmbiguous || isAmbiguousToo) return [`date: ${undecided} # ${best.join(" or ")}: no cell tells which`];
  const chosen = [best[0], ...texts.filter(([, fits]) => fits < most && fits > 0).map(([format]) => format)]
    .filter((format): format is DateFormat => format !== undefined)
    .filter((format, _, all) => !isSwapped(format, all[0]));
  if (chosen.length === 1 && chosen[0] === "YYYY-MM-DD") return [];
  return [
    `date: ${chosen.length === 1 ? chosen[0] : `[${chosen.map((format) => (format.includes(",") ? quoted(format) : format)).join(", ")}]`}`,
  ];
}

/** Day and month the other way round: reads some of the same cells, wrongly. */
const isSwapped = (format: DateFormat, best: DateFormat | undefined): boolean =>
  best !== undefined &&
  format !== best &&
  /^(?:DD.MM|MM.DD)/.test(format) &&
  /^(?:DD.MM|MM.DD)/.test(best) &&
  format[2] === best[2];

function numberLines(column: ColumnProfile): string[] {
  const [best] = [...column.numberFits].sort((left, right) => right[1] - left[1])[0] ?? [];
  return best === undefined || best === "1234.5" ? [] : [`number: ${quoted(best)}`];
}

function blankLines(path: string, field: RecordField, column: ColumnProfile): string[] {
  const isInList = path.includes("[");
  if (column.blanks === 0) return isInList || !field.isRequired ? [] : ["blank: error"];
  const blank = `${counted(column.blanks, "cell")} of ${column.rows} ${column.blanks === 1 ? "is" : "are"} blank`;
  if (field.isRequired && !isInList) {
    if (path === "criticality")
      return [
        `blank: ${undecided} # ${blank}: error, or write what they mean under values, "": not-assessed, and delete this line`,
      ];
    return [
      `blank: error # ${blank}, and every workload needs one: fill them, or write under values what they mean ("": …)`,
    ];
  }
  return [`blank: ${undecided} # ${blank}: not-reported${isInList ? ", none (there is none at all)" : ""} or error`];
}
