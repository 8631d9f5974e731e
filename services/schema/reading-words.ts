/**
 * A code that reading a file may give before there is a record that a rule could be applied to, as its page needs it. Collectors have
 * the words; the server is handed them, because a push keeps how many of its warnings there were.
 */
export interface ReadingWords {
  /** What it is, in a sentence, where it refuses the file. One code may be an error here and a warning there. */
  error?: string;
  /** What it is, in a sentence, where it is only told. */
  warning?: string;
  /** Why it is told, or what follows from it. */
  meaning: string;
  remedy: string;
  /** Lines about which it is told. */
  wrong: string;
  /** The same as it should be. */
  right: string;
  /** Lines of a mapping under `fields`, when they matter. */
  mapping?: string;
  /** Agency of the mapping, when it matters: YAML. */
  agency?: string;
  /** Lines of the overlay (CSV) that is laid over both. */
  overlay?: string;
}

/** By code. */
export type ReadingRules = Readonly<Record<string, ReadingWords>>;

/** The mapping by which the lines are wrong, as YAML; empty when it does not matter. */
export function mappingOf({ agency, mapping }: ReadingWords): string {
  return [
    ...(agency === undefined ? [] : [`agency: ${agency}`]),
    ...(mapping === undefined ? [] : ["fields:", ...mapping.split("\n").map((line) => `  ${line}`)]),
  ].join("\n");
}
