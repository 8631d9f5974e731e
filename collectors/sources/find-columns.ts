import { CommandFailure } from "../command-failure.ts";

/** Where each wanted header stands; throws a sentence that names those that are missing and what looks like them. */
export function findColumns<Name extends string>(
  file: string,
  header: readonly string[],
  wanted: readonly Name[],
): Record<Name, number> {
  const faults = wanted.flatMap((name) => {
    const count = header.filter((column) => column === name).length;
    if (count === 1) return [];
    if (count > 1) return [`${quoted(name)} occurs ${count} times`];
    const similar = similarTo(name, header);
    return [`${quoted(name)} is missing${similar ? ` (similar: ${quoted(similar)})` : ""}`];
  });
  if (faults.length > 0)
    throw new CommandFailure(
      1,
      `${file}, line 1: of ${wanted.length} columns that the preset reads, ${faults.join("; ")}.`,
      "Write these headers exactly as quoted, or choose the preset that the file was made for.",
      1,
    );
  return Object.fromEntries(wanted.map((name) => [name, header.indexOf(name)])) as Record<Name, number>;
}

const quoted = (text: string): string => JSON.stringify(text.length > 90 ? `${text.slice(0, 89)}…` : text);

/** The header nearest to `name` when letters alone are compared, unless more than a third of them differ. */
export function similarTo(name: string, header: readonly string[]): string | undefined {
  const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const goal = letters(name);
  const near = header
    .map((column) => ({ column, distance: editDistance(goal, letters(column)) }))
    .sort((left, right) => left.distance - right.distance)[0];
  return near && near.distance <= goal.length / 3 ? near.column : undefined;
}

/** Levenshtein: how many letters must be added, taken away or replaced. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const replace = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(replace, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
