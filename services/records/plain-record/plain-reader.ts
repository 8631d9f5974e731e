import { isNfc } from "#schema/text.ts";
import type { ObjectRule, ValueRule } from "./grammar.ts";
import { noDate, readDate } from "./read-date.ts";
import { slack } from "./slack.ts";
import { findWord, isWordAt } from "./word-list.ts";

/**
 * What a record says, as numbers: one frame for each object, `rootFrame` for the record itself. The first number of a frame
 * is the next object of its list. Then come three for each member, at `slotOf`:
 * - `from`: where its value begins in the bytes; of an object or list, the frame of the (first) object. 0 absent, -1 null.
 * - `to`: where the value ends.
 * - `value`: a date as days since 1970-01-01, an option as its index, a boolean as 0 or 1, a list as its length.
 */
export type Tape = Int32Array;

export const rootFrame = 1;
const slotSize = 3;
export const slotOf = (frame: number, member: number): number => frame + 1 + member * slotSize;

/** Reads records that are written plainly; see `createPlainReader`. */
export interface PlainReader {
  /**
   * Reads the record that begins at `start` and fills a line; gives the place of the line feed that ends it, or -1 when it is
   * not plain or not valid. `bytes` go on for at least `slack` after that line feed.
   */
  read(bytes: Uint8Array, view: DataView, start: number): number;
  /** Of the record read last; the next one overwrites it. */
  tape(): Tape;
}

const quote = 0x22;
const comma = 0x2c;
const point = 0x2e;
const zero = 0x30;
const colon = 0x3a;
const openList = 0x5b;
const closeList = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;
const newline = 0x0a;
const nul = 0x6e756c6c; // "null", "true" and "fals" as four bytes
const tru = 0x74727565;
const fals = 0x66616c73;

/** 1 for the bytes of ASCII that stand for themselves in a JSON string and print. */
const isPlain = Uint8Array.from({ length: 256 }, (_, code) =>
  Number(code >= 0x20 && code < 0x7f && code !== quote && code !== 0x5c),
);

/**
 * A reader that follows the grammar and takes a record only when it is certain that it is valid, and that its strings and
 * numbers are written as RFC 8785 writes them: no escapes, no exponents, no key twice. So almost every record is known to be
 * good after one pass over its bytes, without a JavaScript value for any part of it. Whatever is refused here is looked at
 * again in the ordinary way, which finds out whether it is wrong and where.
 */
export function createPlainReader(grammar: ObjectRule): PlainReader {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  /** By object, for each member and for the start: which member came next, the last time. Senders keep to one order. */
  const followers: Uint8Array[] = [];
  let bytes: Uint8Array = new Uint8Array(slack);
  let view = new DataView(bytes.buffer);
  let tape: Tape = new Int32Array(8 * 1024);
  let top = rootFrame;
  /** Of the value read last. */
  let from = 0;
  let value = 0;

  /** Most records have none; every other byte that may stand there is greater. */
  function afterSpace(start: number): number {
    let at = start;
    if ((bytes[at] ?? 0) > 0x20) return at;
    while (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === 0x0d) at += 1;
    return at;
  }

  /** Takes room for the frame of an object, with nothing in it. */
  function openFrame(members: number): number {
    const frame = top;
    top = slotOf(frame, members);
    if (top > tape.length) {
      const longer = new Int32Array(tape.length * 2);
      longer.set(tape);
      tape = longer;
    }
    return frame;
  }

  /** Gives the end of the object that begins at `start`, and its frame in `from`; -1 like all that follow. */
  function readObject(rule: ObjectRule, start: number): number {
    if (bytes[start] !== openObject) return -1;
    const { index, members, names, requiredCount } = rule;
    const next = followers[index] ?? noFollowers(rule);
    const frame = openFrame(members.length);
    let required = 0;
    let last = members.length;
    let at = afterSpace(start + 1);
    if (bytes[at] !== closeObject) {
      for (;;) {
        let found = next[last] ?? 0;
        let member = members[found];
        if (member !== undefined && isWordAt(view, at, member.key)) at = afterSpace(at + member.key.length);
        else {
          found = findWord(names, view, at);
          member = members[found];
          if (member === undefined) return -1;
          next[last] = found;
          at = afterSpace(at + member.name.length + 2);
          if (bytes[at] !== colon) return -1;
          at = afterSpace(at + 1);
        }
        last = found;
        const slot = slotOf(frame, found);
        if (tape[slot] !== 0) return -1;
        if (member.isNullable && view.getUint32(at) === nul) {
          tape[slot] = -1;
          at += 4;
        } else {
          from = at;
          const to = readValue(member.value, at);
          if (to < 0) return -1;
          tape[slot] = from;
          tape[slot + 1] = to;
          tape[slot + 2] = value;
          at = to;
          if (member.isRequired) required += 1;
        }
        at = afterSpace(at);
        if (bytes[at] === closeObject) break;
        if (bytes[at] !== comma) return -1;
        at = afterSpace(at + 1);
      }
    }
    from = frame;
    return required === requiredCount ? at + 1 : -1;
  }

  function noFollowers(rule: ObjectRule): Uint8Array {
    const none = new Uint8Array(rule.members.length + 1);
    followers[rule.index] = none;
    return none;
  }

  function readValue(rule: ValueRule, at: number): number {
    switch (rule.kind) {
      case "text":
        return readText(rule, at);
      case "option": {
        value = findWord(rule.options, view, at);
        return value < 0 ? -1 : at + (rule.options.words[value]?.length ?? 0);
      }
      case "date": {
        value = readDate(view, at);
        return value === noDate ? -1 : at + 12;
      }
      case "name":
        return readName(rule, at);
      case "code":
        return readCode(rule, at);
      case "whole":
        return readWhole(rule, at);
      case "fraction":
        return readFraction(rule, at);
      case "boolean": {
        value = Number(view.getUint32(at) === tru);
        if (value === 1) return at + 4;
        return view.getUint32(at) === fals && bytes[at + 4] === 0x65 ? at + 5 : -1;
      }
      case "list":
        return readList(rule, at);
      case "object":
        return rule.object ? readObject(rule.object, at) : -1;
      case "pattern":
        return readPattern(rule, at);
    }
  }

  function readText({ least, most, pattern }: ValueRule, start: number): number {
    if (bytes[start] !== quote) return -1;
    let at = start + 1;
    let more = 0;
    for (;;) {
      while (isPlain[bytes[at] ?? 0] === 1) at += 1;
      if (!isLatin(at)) break;
      at += 2;
      more += 1;
    }
    if (bytes[at] === quote) {
      const length = at - start - 1 - more;
      return length >= least && length <= most ? at + 1 : -1;
    }
    while (isPlain[bytes[at] ?? 0] === 1 || (bytes[at] ?? 0) >= 0x80) at += 1;
    if (bytes[at] !== quote) return -1;
    const text = decoded(start + 1, at);
    return text !== undefined && pattern.test(text) && isNfc(text) ? at + 1 : -1;
  }

  /** Whether two bytes are a letter from U+00A0 to U+02FF: none of them is forbidden, or can be written in another way. */
  function isLatin(at: number): boolean {
    const lead = bytes[at] ?? 0;
    const second = bytes[at + 1] ?? 0;
    return lead >= 0xc2 && lead <= 0xcb && second >= (lead === 0xc2 ? 0xa0 : 0x80) && second <= 0xbf;
  }

  /** Undefined for bytes that are not UTF-8. */
  function decoded(start: number, end: number): string | undefined {
    try {
      return decoder.decode(bytes.subarray(start, end));
    } catch {
      return undefined;
    }
  }

  function readName({ letters, most }: ValueRule, start: number): number {
    if (bytes[start] !== quote || ((letters[bytes[start + 1] ?? 0] ?? 0) & 1) === 0) return -1;
    let at = start + 2;
    while (((letters[bytes[at] ?? 0] ?? 0) & 2) !== 0) at += 1;
    return bytes[at] === quote && at - start - 1 <= most ? at + 1 : -1;
  }

  function readCode({ prefix, letters, most }: ValueRule, start: number): number {
    if (bytes[start] !== quote) return -1;
    let at = start + 1;
    for (let index = 0; index < prefix.length; index += 1, at += 1) if (bytes[at] !== prefix[index]) return -1;
    while (((letters[bytes[at] ?? 0] ?? 0) & 2) !== 0) at += 1;
    return bytes[at] === quote && at - start - 1 === most ? at + 1 : -1;
  }

  function readPattern({ pattern }: ValueRule, start: number): number {
    if (bytes[start] !== quote) return -1;
    let at = start + 1;
    while (isPlain[bytes[at] ?? 0] === 1) at += 1;
    if (bytes[at] !== quote) return -1;
    return pattern.test(decoded(start + 1, at) ?? "") ? at + 1 : -1;
  }

  /** Gives the end of a run of digits, and their number in `value`. */
  function readDigits(start: number): number {
    let at = start;
    let sum = 0;
    for (;;) {
      const digit = (bytes[at] ?? 0) - zero;
      if (digit < 0 || digit > 9) break;
      sum = sum * 10 + digit;
      at += 1;
    }
    value = sum;
    return at;
  }

  /** Whole numbers up to 15 digits are exact and have one plain form. What follows them is looked at by whoever asked. */
  function readWhole({ least, most }: ValueRule, start: number): number {
    const at = readDigits(start);
    const length = at - start;
    if (length === 0 || length > 15 || (length > 1 && bytes[start] === zero)) return -1;
    return value >= least && value <= most ? at : -1;
  }

  /** A whole number, or 0 and at most six decimals of which the last is not 0: RFC 8785 writes them just so. */
  function readFraction(rule: ValueRule, start: number): number {
    if (bytes[start] !== zero || bytes[start + 1] !== point) return readWhole(rule, start);
    const at = readDigits(start + 2);
    const length = at - start - 2;
    if (length === 0 || length > 6 || bytes[at - 1] === zero) return -1;
    value /= 10 ** length;
    return value >= rule.least && value <= rule.most ? at : -1;
  }

  function readList({ object, most }: ValueRule, start: number): number {
    if (bytes[start] !== openList || !object) return -1;
    let at = afterSpace(start + 1);
    let first = top;
    let last = 0;
    let length = 0;
    if (bytes[at] !== closeList) {
      for (;;) {
        at = readObject(object, at);
        length += 1;
        if (at < 0 || length > most) return -1;
        if (last === 0) first = from;
        else tape[last] = from;
        last = from;
        at = afterSpace(at);
        if (bytes[at] === closeList) break;
        if (bytes[at] !== comma) return -1;
        at = afterSpace(at + 1);
      }
    }
    from = first;
    value = length;
    return at + 1;
  }

  return {
    read(given, view_, start) {
      bytes = given;
      view = view_;
      tape.fill(0, 0, top); // what the record before has left
      top = rootFrame;
      const end = readObject(grammar, afterSpace(start));
      if (end < 0) return -1;
      const at = afterSpace(end);
      return bytes[at] === newline ? at : -1;
    },
    tape: () => tape,
  };
}
