import { factBits } from "#derivation/facts.ts";
import type { Indicator } from "#indicators/indicator.ts";

export type FactName = keyof typeof factBits;

/** What a packed fact is called when people read it. */
export const answerWords = ["no", "unknown", "yes"] as const;
export type AnswerWord = (typeof answerWords)[number];

const names = Object.keys(factBits) as FactName[];

/** The facts that an indicator's judgement looks at, by the names that its SQL has for them: docs/facts.md. */
export function factNamesOf({ sql }: Indicator): FactName[] {
  const words = new Set(sql.replaceAll(/--.*$/gm, "").match(/\w+/g));
  return names.filter((name) => words.has(name));
}

/** Facts out of the packed number of a row of kind `workload`, in words. */
export function factWords(packed: number, wanted: readonly FactName[]): Record<string, AnswerWord> {
  return Object.fromEntries(
    wanted.map((name) => {
      const { shift, width } = factBits[name];
      const value = (packed >> shift) & (2 ** width - 1);
      // One bit has no room for "unknown": set is yes.
      return [name, answerWords[width === 1 ? value * 2 : value] ?? "unknown"];
    }),
  );
}
