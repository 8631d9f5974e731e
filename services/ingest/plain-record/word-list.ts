/** A text in quotation marks as it stands in JSON. */
export interface Word {
  text: string;
  /** UTF-8 with both quotation marks, at least four bytes. */
  view: DataView;
  length: number;
}

/** Words that are looked for in bytes, without making a string of what stands there. */
export interface WordList {
  words: readonly Word[];
  /** Indices of the words whose first two letters fall together, by `startOf`. */
  byStart: readonly Uint8Array[];
}

const starts = 64;
const startOf = (first: number, second: number): number => (first * 33 + second) % starts;

/** Throws for a word that JSON could write in several ways, or that is too short to be compared four bytes at a time. */
export function wordList(texts: readonly string[]): WordList {
  const words = texts.map((text): Word => {
    if (!/^[\x20-\x7e]{2,}$/.test(text) || /["\\]/.test(text)) throw new Error(`${text} cannot be on a word list`);
    const bytes = new TextEncoder().encode(`"${text}"`);
    return { text, view: new DataView(bytes.buffer), length: bytes.length };
  });
  const byStart = Array.from({ length: starts }, (_, start) =>
    Uint8Array.from(
      [...texts.keys()].filter((index) => {
        const text = texts[index] ?? "";
        return startOf(text.charCodeAt(0), text.charCodeAt(1)) === start;
      }),
    ),
  );
  return { words, byStart };
}

/** Whether the word stands at a place. */
export function isWordAt(bytes: DataView, at: number, { view, length }: Word): boolean {
  if (at + length > bytes.byteLength) return false;
  const last = length - 4;
  for (let index = 0; index < last; index += 4) {
    if (bytes.getUint32(at + index) !== view.getUint32(index)) return false;
  }
  return bytes.getUint32(at + last) === view.getUint32(last);
}

/** The index of the word that stands at a place; -1 when none of the list does. */
export function findWord({ words, byStart }: WordList, bytes: DataView, at: number): number {
  if (at + 4 > bytes.byteLength) return -1;
  const candidates = byStart[startOf(bytes.getUint8(at + 1), bytes.getUint8(at + 2))];
  if (!candidates) return -1;
  for (const candidate of candidates) {
    const word = words[candidate];
    if (word && isWordAt(bytes, at, word)) return candidate;
  }
  return -1;
}
