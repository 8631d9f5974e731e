import { everyPath, type RecordField } from "../record-fields.ts";
import { undecided } from "../mapping-file.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { columnRemark, fieldLines, quoted } from "./field-lines.ts";
import type { Layout } from "./find-layout.ts";
import { reportingYears, sidewaysRemark, yearLines } from "./table-remarks.ts";
import { type ColumnGuess, guessColumns } from "./guess-columns.ts";

/** What stands in every item of a list that something fills, beside what is taken from columns. */
const constants: Readonly<Record<string, readonly (readonly [path: string, value: string, remark: string])[]>> = {
  components: [
    ["components[0].layer", "application", "the layer that the columns speak of: application, model, compute ..."],
  ],
  evaluations: [
    ["evaluations[0].id", "evaluation", "a name for it, unique within the workload"],
    [
      "evaluations[0].status",
      undecided,
      "what the columns attest: planned, in-progress, completed or waived; of a column with words of its own: column and values, [] for no",
    ],
  ],
  fallbacks: [
    ["fallbacks[0].id", "fallback", "a name for it, unique within the workload"],
    ["fallbacks[0].kind", undecided, "alternative-provider, pooled-compute, on-premises, manual or degraded"],
  ],
  alternatives: [["alternatives[0].status", undecided, "available, planned or withdrawn"]],
  findings: [
    ["findings[0].id", "finding", "a name for it, unique within the workload"],
    ["findings[0].kind", undecided, "test, audit or incident"],
    ["findings[0].severity", undecided, "low, medium, high or critical"],
  ],
};

/** A mapping to begin with, as commented YAML: what could be seen is filled in, what only a person knows says so. */
export function writeMapping(about: { file: string; layout: Layout; profiles: readonly ColumnProfile[] }): string {
  const { file, layout, profiles } = about;
  const guesses = guessColumns(profiles);
  const years = reportingYears(profiles);
  const sideways = sidewaysRemark(profiles);
  const agency = guesses.find(({ path }) => path === "agency");
  const body = [
    "version: 1",
    ...fileLines(layout),
    ...(years ? ["", ...yearLines(years)] : []),
    "",
    ...agencyLines(agency),
    "",
    "fields:",
    ...everyPath().flatMap(({ path, field }) => linesOf(path, field, guesses, profiles)),
    ...unused(profiles, guesses),
    "",
    "# Fields that nothing fills are not reported. A second entry of a list is list[1]. There are also:",
    ...openFields(guesses),
  ];
  const text = `${body.join("\n")}\n`;
  const waiting = text.match(/: DECIDE/g)?.length ?? 0;
  const head = [
    `# How ${file} becomes workload records. docs/mapping.md explains every key; guesses are marked: look at each.`,
    waiting === 0
      ? "# Nothing is left to decide."
      : `# ${waiting} ${waiting === 1 ? "thing is" : "things are"} for you to decide: replace each ${undecided}. Until then check and push refuse this file.`,
    `# Then look at what would be sent: sparewheel map check ${file} --mapping <this file>`,
    ...(sideways === undefined ? [] : [`# ${sideways}`]),
    "# A field that you do not want: delete it. A blank cell is never guessed: not-reported says that nobody knows,",
    "# none says that there is none at all (of a list), error refuses the row.",
  ];
  return `${head.join("\n")}\n${text}`;
}

function fileLines({ options, remarks }: Layout): string[] {
  const { format, encoding, delimiter, sheet, headerRow } = options;
  const entries = { format, encoding, delimiter, sheet, header_row: headerRow };
  return [
    "file:",
    ...Object.entries(entries).flatMap(([key, value]) => {
      if (value === undefined) return [];
      const shown =
        typeof value === "string" && (key === "delimiter" || key === "sheet") ? quoted(value) : String(value);
      return [`  ${key}: ${shown}${remarks[key] === undefined ? "" : ` # ${remarks[key]}`}`];
    }),
  ];
}

function agencyLines(guess: ColumnGuess | undefined): string[] {
  const head =
    "# Whose workloads they are: an id (agency: nl-tax), or a column that says it. Without it give --agency ID.";
  if (!guess) return [head, "# agency: nl-tax"];
  const values = guess.column.hasManyValues ? [] : [...guess.column.values.keys()];
  const isOne = values.length === 1;
  return [
    head,
    `# ${guessed(guess)}; ${columnRemark(guess.column)}`,
    "agency:",
    `  column: ${quoted(guess.column.name)}`,
    "  as: slug # the id: its name in lower case, with - between words; or give each agency's id under values",
    ...(isOne ? [`  # there is one only: agency: <its id> is simpler`] : []),
  ];
}

const guessed = ({ column, confidence }: ColumnGuess): string =>
  `guessed from ${quoted(column.name)}, by its name and what is in it (confidence ${confidence})`;

function linesOf(
  path: string,
  field: RecordField,
  guesses: readonly ColumnGuess[],
  profiles: readonly ColumnProfile[],
): string[] {
  const guess = guesses.find((each) => each.path === path);
  const list = path.split("[")[0] ?? "";
  const isOfGuessed = path.includes("[") && guesses.some((each) => each.path.startsWith(`${list}[`));
  if (guess)
    return [
      `  # ${guessed(guess)}`,
      `  # ${columnRemark(guess.column)}`,
      `  ${path}:`,
      ...fieldLines(path, field, guess.column).map((line) => `    ${line}`),
    ];
  const constant = isOfGuessed ? constants[list]?.find(([each]) => each === path) : undefined;
  if (constant) return [`  ${path}:`, `    constant: ${constant[1]} # ${constant[2]}`];
  if (!field.isRequired || path.includes("[") || path.startsWith("source.")) return [];
  return path === "id" ? idLines(guesses, profiles) : missingLines(path, field);
}

/** Without a column that names each row once, an id is made from cells that together do. */
function idLines(guesses: readonly ColumnGuess[], profiles: readonly ColumnProfile[]): string[] {
  const names = ["agency", "name"].flatMap((path) => guesses.find((guess) => guess.path === path)?.column.name ?? []);
  const candidates = profiles.filter(({ isUnique }) => isUnique).map(({ name }) => quoted(name));
  const hint =
    candidates.length > 0
      ? `columns whose cells are all different: ${candidates.slice(0, 8).join(", ")}`
      : "no column's cells are all different";
  return [
    `  # no column is called an id; ${hint}. An id has to stay the same every year.`,
    "  # derived-id makes one of cells that together name a workload: it changes when one of them does.",
    "  id:",
    ...(names.length > 1
      ? [`    columns: [${names.map(quoted).join(", ")}]`, "    as: derived-id"]
      : [`    column: ${undecided} # or columns: ["…", "…"] and as: derived-id`]),
    "    blank: error",
  ];
}

function missingLines(path: string, field: RecordField): string[] {
  if (path === "criticality") return criticalityLines();
  const choices =
    field.kind === "choice" ? `constant: ${undecided} # ${field.values.join(", ")}` : `column: ${undecided}`;
  return [
    `  # no column looks like it, and every workload needs one: name a column (column: "…"), or say the same of all`,
    `  ${path}:`,
    `    ${choices}`,
  ];
}

/** The one field that most figures hang on, and that registers seldom have. */
const criticalityLines = (): string[] => [
  "  # no column looks like it, and most figures count critical workloads in production only. Name a column",
  '  # (column: "…" with values), or write constant: not-assessed and say by an overlay which are critical, a line for',
  "  # each with the columns id and criticality: map check --ids writes a file of all ids to begin with.",
  "  criticality:",
  `    constant: ${undecided} # critical, non-critical, not-assessed`,
];

/** The fields that are left, a line for each list. */
function openFields(guesses: readonly ColumnGuess[]): string[] {
  const groups = new Map<string, string[]>();
  for (const { path } of everyPath()) {
    if (path.startsWith("source.") || isWritten(path, guesses)) continue;
    const at = path.lastIndexOf(".") + 1;
    const group = path.slice(0, at);
    groups.set(group, [...(groups.get(group) ?? []), path.slice(at)]);
  }
  return [...groups].map(
    ([group, names]) => `#   ${group === "" ? "" : `${group.slice(0, -1)} . `}${names.join(", ")}`,
  );
}

function isWritten(path: string, guesses: readonly ColumnGuess[]): boolean {
  const list = path.split("[")[0] ?? "";
  const isOfGuessed = path.includes("[") && guesses.some((each) => each.path.startsWith(`${list}[`));
  const isConstant = isOfGuessed && (constants[list] ?? []).some(([each]) => each === path);
  const isNeeded = ["id", "name", "criticality", "stage"].includes(path);
  return isConstant || isNeeded || guesses.some((guess) => guess.path === path);
}

function unused(profiles: readonly ColumnProfile[], guesses: readonly ColumnGuess[]): string[] {
  const left = profiles.filter((profile) => !guesses.some(({ column }) => column === profile));
  if (left.length === 0) return [];
  return [
    "",
    "# Columns that nothing takes yet:",
    ...left.map((profile) => `#   ${quoted(profile.name)}: ${columnRemark(profile)}`),
  ];
}
