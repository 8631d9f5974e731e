import { readPath } from "../field-path.ts";
import { type ColumnProfile, distinctCount } from "./column-profile.ts";
import { columnWords, words } from "./known-words.ts";

export interface ColumnGuess {
  path: string;
  column: ColumnProfile;
  confidence: "high" | "medium" | "low";
}

const leastScore = 2;
/** Words of headers that say something about a thing, not the thing. */
const about = /\b(?:category|type|class|description|url|link|website|contact|email|mail|phone|notes?|comments?)\b/;
/** Longer headers are questions; a word in them says less. */
const longName = 40;

const leastFilled = 0.05;
/** Samples longer than a name are sentences about it. */
const longestName = 60;
const isProse = ({ samples }: ColumnProfile): boolean =>
  samples.filter(({ length }) => length > longestName).length * 2 > samples.length;

/** How many of some texts are what inventories call a column that fills a field, each field counted once. */
export function knownNames(texts: readonly string[]): number {
  const paths = [...columnWords.keys()].filter((path) => texts.some((text) => nameScore(path, text) >= leastScore));
  return paths.length;
}

/** Which column may fill which path, by its name and by what is in it; each column and each path at most once. */
export function guessColumns(profiles: readonly ColumnProfile[]): ColumnGuess[] {
  const scored = [...columnWords.keys()]
    .flatMap((path) => profiles.map((column) => ({ path, column, score: nameScore(path, column.name) })))
    .filter(({ score }) => score > 0)
    .map(({ path, column, score }) => ({ path, column, score: score + contentScore(path, column) }))
    .filter(({ score }) => score >= leastScore)
    // The first column in the file wins among equals: inventories begin with what names a row.
    .sort((left, right) => right.score - left.score);
  const guesses: ColumnGuess[] = [];
  for (const { path, column, score } of scored) {
    if (guesses.some((guess) => guess.path === path || guess.column === column)) continue;
    guesses.push({ path, column, confidence: score >= 4 ? "high" : score >= 3 ? "medium" : "low" });
  }
  return guesses;
}

function nameScore(path: string, name: string): number {
  const header = words(name);
  const padded = ` ${header} `;
  const scores = (columnWords.get(path) ?? []).map((known) => {
    if (header === known) return 3;
    const all = known.split(" ").every((word) => padded.includes(` ${word} `));
    if (!all) return 0;
    return header.length > longName ? 1 : known.includes(" ") ? 2.5 : 2;
  });
  const best = Math.max(0, ...scores);
  return best < 3 && about.test(header) ? best - 1 : best;
}

function contentScore(path: string, column: ColumnProfile): number {
  const filled = column.rows - column.blanks;
  if (filled === 0) return -2;
  if (path === "id") return column.isUnique ? 1.5 : -3;
  if (path === "name") return distinctCount(column) > filled / 2 ? 1 : -1;
  if (path === "agency") return distinctCount(column) > 1 && distinctCount(column) < filled / 2 ? 1 : 0;
  // A column that is nearly empty decides nothing, and would ask for decisions.
  if (!path.includes("[") && filled < leastFilled * column.rows) return -2;
  if (path.endsWith("provider")) return isProse(column) ? -1 : filled / column.rows;
  const kind = readPath(path)?.field.kind;
  const distinct = Math.min(distinctCount(column), filled);
  if (kind === "date") {
    const fits = Math.max(column.dates, ...column.dateFits.values(), 0);
    return fits >= 0.5 * Math.min(distinct, filled) ? 1 : -3;
  }
  if (kind === "choice" || kind === "boolean") return distinctCount(column) <= 30 ? 1 : -3;
  if (kind === "integer" || kind === "number") return Math.max(0, ...column.numberFits.values()) > 0 ? 1 : -3;
  return 0;
}
