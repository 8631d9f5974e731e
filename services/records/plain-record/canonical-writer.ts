import type { ObjectRule } from "./grammar.ts";
import { rootFrame, slotOf, type Tape } from "./plain-reader.ts";

/** Writes a record that a plain reader has read; gives where its canonical text ends in `target`, which has `slack` beyond. */
export type CanonicalWriter = (source: DataView, tape: Tape, target: DataView, start: number) => number;

/** Bytes of a key and how many they are; the view is longer, so that it can be copied four bytes at a time. */
interface Key {
  view: DataView;
  length: number;
}

const comma = 0x2c;
const openList = 0x5b;
const closeList = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;

/**
 * RFC 8785 text of plain records, null members left out, as `canonicalText` writes it: only the order of members changes,
 * so the bytes are copied from where they stand. It is never longer than the record.
 */
export function createCanonicalWriter(grammar: ObjectRule): CanonicalWriter {
  const keys: (readonly Key[])[] = [];
  let source: DataView = new DataView(new ArrayBuffer(0));
  let target: DataView = source;
  let tape: Tape = new Int32Array(0);
  let to = 0;

  /** Four bytes at a time: what is written too much is written over by what comes next. */
  function copy(from: DataView, start: number, end: number): void {
    const shift = to - start;
    for (let at = start; at < end; at += 4) target.setUint32(at + shift, from.getUint32(at));
    to = end + shift;
  }

  function put(byte: number): void {
    target.setUint8(to, byte);
    to += 1;
  }

  function writeObject(rule: ObjectRule, frame: number): void {
    const { members } = rule;
    const keysOfRule = keys[rule.index] ?? keysOf(rule);
    let before = openObject;
    for (let index = 0; index < members.length; index += 1) {
      const slot = slotOf(frame, index);
      const from = tape[slot] ?? 0;
      const member = members[index];
      const key = keysOfRule[index];
      if (from <= 0 || !member || !key) continue;
      put(before);
      before = comma;
      copy(key.view, 0, key.length);
      const { kind, object } = member.value;
      if (!object) copy(source, from, tape[slot + 1] ?? 0);
      else if (kind === "object") writeObject(object, from);
      else writeList(object, from, tape[slot + 2] ?? 0);
    }
    if (before === openObject) put(openObject);
    put(closeObject);
  }

  function writeList(rule: ObjectRule, first: number, length: number): void {
    put(openList);
    let frame = first;
    for (let index = 0; index < length; index += 1) {
      if (index > 0) put(comma);
      writeObject(rule, frame);
      frame = tape[frame] ?? 0;
    }
    put(closeList);
  }

  function keysOf(rule: ObjectRule): readonly Key[] {
    const made = rule.members.map(({ name }): Key => {
      const bytes = new TextEncoder().encode(`${JSON.stringify(name)}:`);
      const padded = new Uint8Array(bytes.length + 4);
      padded.set(bytes);
      return { view: new DataView(padded.buffer), length: bytes.length };
    });
    keys[rule.index] = made;
    return made;
  }

  return (givenSource, givenTape, givenTarget, start) => {
    source = givenSource;
    tape = givenTape;
    target = givenTarget;
    to = start;
    writeObject(grammar, rootFrame);
    return to;
  };
}
