import { slack } from "./slack.ts";

/** A text in quotation marks as it stands in JSON, perhaps with what follows it. */
export interface Word {
  text: string;
  /** UTF-8 with both quotation marks; at least four bytes, and fewer than may be looked at beyond the last line. */
  length: number;
  /** The first four bytes. */
  four: number;
  /** The last four. */
  lastFour: number;
  /**
   * The bytes in eights; the last eight overlap those before unless the length is a multiple. Read as numbers, of which equal ones
   * have equal bytes: what prints in ASCII is never zero or NaN. None for a word of fewer than eight.
   */
  eights: Float64Array;
}

/** Words that are looked for in bytes, without making a string of what stands there. */
export interface WordList {
  words: readonly Word[];
  /** By `placeOf` the first four bytes, a word that begins so; -1 for none. */
  first: Int16Array;
  /** By word, another that begins at the same place; -1 for none. */
  next: Int16Array;
}

const places = 1024;
const placeOf = (four: number): number => Math.imul(four, 0x9e3779b1) >>> 22;

/** Throws for a word that JSON could write in several ways, or whose length does not suit. */
export function wordOf(text: string, after = ""): Word {
  const bytes = new TextEncoder().encode(`"${text}"${after}`);
  const { length } = bytes;
  const isPlain = /^[\x20-\x7e]{2,}$/.test(text) && !/["\\]/.test(text);
  if (!isPlain || length > slack) throw new Error(`${text} cannot be on a word list`);
  const view = new DataView(bytes.buffer);
  const eights = Float64Array.from({ length: length < 8 ? 0 : Math.ceil(length / 8) }, (_, index) =>
    view.getFloat64(Math.min(index * 8, length - 8)),
  );
  return { text, length, four: view.getInt32(0), lastFour: view.getInt32(length - 4), eights };
}

export function wordList(texts: readonly string[]): WordList {
  const words = texts.map((text) => wordOf(text));
  const first = new Int16Array(places).fill(-1);
  const next = new Int16Array(words.length).fill(-1);
  words.forEach(({ four }, index) => {
    const place = placeOf(four);
    next[index] = first[place] ?? -1;
    first[place] = index;
  });
  return { words, first, next };
}

/** Whether the word stands at a place, after which the bytes go on for at least `slack`. */
export function isWordAt(bytes: DataView, at: number, { four, lastFour, eights, length }: Word): boolean {
  if (length < 8) return bytes.getInt32(at) === four && bytes.getInt32(at + length - 4) === lastFour;
  const last = at + length - 8;
  let index = 0;
  for (let place = at; place < last; place += 8) {
    if (bytes.getFloat64(place) !== eights[index]) return false;
    index += 1;
  }
  return bytes.getFloat64(last) === eights[index];
}

/** The index of the word that stands at a place, after which the bytes go on for at least `slack`; -1 when none of the list does. */
export function findWord({ words, first, next }: WordList, bytes: DataView, at: number): number {
  let index = first[placeOf(bytes.getInt32(at))] ?? -1;
  while (index >= 0) {
    const word = words[index];
    if (word && isWordAt(bytes, at, word)) return index;
    index = next[index] ?? -1;
  }
  return -1;
}
