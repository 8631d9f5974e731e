/** Figures of one date as known at one instant, by group and code. */
export interface FigureEntry {
  date: string;
  known_at: string;
  figures: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Where two answers differ; what only one of them has is `undefined` in the other. */
export interface FigureDifference {
  date: string;
  known_at: string;
  /** Null when the whole query differs, as `code` is when a whole group does and `field` when a whole figure does. */
  group: string | null;
  code: string | null;
  /** Such as `upper` or `testing.items`. */
  field: string | null;
  expected: unknown;
  found: unknown;
}

/** Numbers that are divided and rounded; every other number is a count or days, and exact. */
const rounded: ReadonlySet<string> = new Set([
  "lower",
  "upper",
  "value",
  "ratio",
  "clearing_days",
  "hhi_provider",
  "hhi_jurisdiction",
]);
const tolerance = 1e-6;

/** Everything in which two lists of answers differ, in the order of the queries. */
export function figureDifferences(expected: readonly FigureEntry[], found: readonly FigureEntry[]): FigureDifference[] {
  return Array.from({ length: Math.max(expected.length, found.length) }, (_, index) =>
    entryDifferences(expected[index], found[index]),
  ).flat();
}

function entryDifferences(expected: FigureEntry | undefined, found: FigureEntry | undefined): FigureDifference[] {
  const { date = "", known_at = "" } = expected ?? found ?? {};
  const query = (entry: FigureEntry | undefined): string | undefined =>
    entry && `${entry.date} as known at ${entry.known_at}`;
  if (query(expected) !== query(found)) {
    const whole = { group: null, code: null, field: null };
    return [{ date, known_at, ...whole, expected: query(expected), found: query(found) }];
  }
  return leafDifferences(expected?.figures, found?.figures, []).map(({ path, ...values }) => {
    const [group = null, code = null, ...fields] = path;
    return { date, known_at, group, code, field: fields.length > 0 ? fields.join(".") : null, ...values };
  });
}

interface LeafDifference {
  path: readonly string[];
  expected: unknown;
  found: unknown;
}

function leafDifferences(expected: unknown, found: unknown, path: readonly string[]): LeafDifference[] {
  if (isObject(expected) && isObject(found)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(found)]);
    return [...keys].flatMap((key) => leafDifferences(expected[key], found[key], [...path, key]));
  }
  return expected === found || isNear(expected, found, path.at(-1)) ? [] : [{ path, expected, found }];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isNear = (expected: unknown, found: unknown, field = ""): boolean =>
  rounded.has(field) &&
  typeof expected === "number" &&
  typeof found === "number" &&
  Math.abs(expected - found) <= tolerance;

/** A difference in one line. */
export function differenceText({ date, known_at, group, code, field, expected, found }: FigureDifference): string {
  const place = [`${date} as known at ${known_at}`, group, code, field].filter((part) => part !== null).join(" ");
  return `${place}: expected ${printed(expected)}, found ${printed(found)}`;
}

const printed = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value));
