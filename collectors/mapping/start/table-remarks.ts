import type { ColumnProfile } from "./column-profile.ts";
import { counted } from "./field-lines.ts";
import { knownNames } from "./guess-columns.ts";
import { isReportingYear } from "./known-words.ts";

const leastFields = 4;
/** Numbers or marks may stand before the names of the fields. */
const mostBeforeLabels = 3;

/** That fields seem to be rows and systems columns, with what to do; undefined for a table that lies as it should. */
export function sidewaysRemark(profiles: readonly ColumnProfile[]): string | undefined {
  for (const [at, { name, values }] of profiles.slice(0, mostBeforeLabels).entries()) {
    const labels = [name, ...values.keys()];
    const below = knownNames(labels);
    const beside = knownNames(profiles.slice(at + 1).map((each) => each.name));
    if (below >= leastFields && below > 2 * beside) return sidewaysText(labels);
  }
  return undefined;
}

function sidewaysText(labels: readonly string[]): string {
  const shown = labels.slice(0, 3).map((label) => JSON.stringify(label));
  return `This sheet seems to lie sideways: the cells of one column (${shown.join(", ")} ...) read like names of columns, so each system would be a column. A mapping needs a row for each: copy the sheet, paste it elsewhere with "transpose", and save that.`;
}

/** The column that says which year a row was filed for, when there are several years. */
export function reportingYears(profiles: readonly ColumnProfile[]): ColumnProfile | undefined {
  return profiles.find(
    ({ name, values, blanks }) =>
      isReportingYear(name) &&
      blanks === 0 &&
      values.size > 1 &&
      [...values.keys()].every((value) => /^(?:19|20)\d\d$/.test(value)),
  );
}

/** In words for a comment: which years there are, and the key that takes one of them. */
export function yearLines({ name, values }: ColumnProfile): string[] {
  const years = [...values].map(([year, count]) => `${year} (${counted(count, "row")})`);
  return [
    `# ${JSON.stringify(name)} looks like the reporting year: ${years.join(", ")}. A push describes one day, so take one year`,
    "# at a time, each with its own --reference-date, and take the # away from the next line:",
    `# rows: { column: ${JSON.stringify(name)}, is: ${[...values.keys()].sort().at(-1)} }`,
  ];
}
