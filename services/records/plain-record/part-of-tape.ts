import type { ObjectRule } from "./grammar.ts";
import { createNameCache } from "./name-cache.ts";
import { placesOf } from "./places.ts";
import { rootFrame, type Tape } from "./plain-reader.ts";

/** Members to take, of objects in lists as well. Their values are texts, dates, names, options, or lists of objects. */
export interface Part {
  readonly [name: string]: true | Part;
}

/** What `JSON.parse` gives of a record, as far as a part asks for it, from what a plain reader has read. */
export type PartOfTape = (bytes: Buffer, tape: Tape) => Record<string, unknown>;

interface Field {
  name: string;
  place: number;
  options: readonly string[] | undefined;
  item: readonly Field[] | undefined;
}

export function createPartOfTape(grammar: ObjectRule, part: Part): PartOfTape {
  const fields = fieldsOf(grammar, part);
  const nameOf = createNameCache();
  let bytes: Buffer = Buffer.alloc(0);
  let tape: Tape = new Int32Array(0);

  function objectAt(frame: number, taken: readonly Field[]): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    for (const field of taken) {
      const from = tape[frame + field.place] ?? 0;
      if (from !== 0) object[field.name] = from < 0 ? null : valueAt(frame + field.place, field);
    }
    return object;
  }

  function valueAt(slot: number, { options, item }: Field): unknown {
    const from = tape[slot] ?? 0;
    const value = tape[slot + 2] ?? 0;
    if (options) return options[value];
    if (!item) return textAt(from + 1, (tape[slot + 1] ?? 0) - 1);
    const list: unknown[] = [];
    for (let frame = from; list.length < value; frame = tape[frame] ?? 0) list.push(objectAt(frame, item));
    return list;
  }

  function textAt(start: number, end: number): string {
    for (let at = start; at < end; at += 1) if ((bytes[at] ?? 0) >= 0x80) return bytes.toString("utf8", start, end);
    return nameOf(bytes, start, end);
  }

  return (givenBytes, givenTape) => {
    bytes = givenBytes;
    tape = givenTape;
    return objectAt(rootFrame, fields);
  };
}

function fieldsOf(rule: ObjectRule, part: Part): Field[] {
  const places = placesOf(rule, ...Object.keys(part));
  return Object.entries(part).map(([name, inner]): Field => {
    const member = rule.members.find((each) => each.name === name);
    const { kind, options, object } = member?.value ?? {};
    const isText = kind === "text" || kind === "name" || kind === "date" || kind === "option";
    if (inner === true ? !isText : kind !== "list" || !object) throw new Error(`${name} cannot be taken as a part`);
    return {
      name,
      place: places[name] ?? 0,
      options: kind === "option" ? options?.words.map(({ text }) => text) : undefined,
      item: inner !== true && object ? fieldsOf(object, inner) : undefined,
    };
  });
}
