import type { z } from "zod";
import { calendarDatePattern } from "#schema/calendar.ts";
import { textPattern } from "#schema/text.ts";
import { type Word, type WordList, wordList, wordOf } from "./word-list.ts";

/**
 * Kinds of values: a name is a text of few letters, a code so many letters after a prefix, an option one of a list; a whole
 * number and a fraction are numbers.
 */
export type ValueKind =
  | "text"
  | "name"
  | "code"
  | "pattern"
  | "option"
  | "date"
  | "whole"
  | "fraction"
  | "boolean"
  | "object"
  | "list";

/** What a value may be. All kinds have all fields, so that the engine's code for reading one is good for all. */
export interface ValueRule {
  kind: ValueKind;
  /** Bounds: of a number, of a text's, name's or code's length in characters, of a list's length. */
  least: number;
  most: number;
  /** Of a text or pattern: what the whole string matches. */
  pattern: RegExp;
  /** Of a name, by byte: 1 when it may come first, 2 when it may come later, 3 for both. Of a code, 2 for those after its prefix. */
  letters: Uint8Array;
  /** Of a code, in ASCII. */
  prefix: Uint8Array;
  options: WordList;
  /** Of an object, or of each item of a list. */
  object: ObjectRule | undefined;
}

export interface Member {
  name: string;
  /** The name as it mostly stands in a record: with a colon right after it. */
  key: Word;
  isNullable: boolean;
  isRequired: boolean;
  value: ValueRule;
}

export interface ObjectRule {
  /** Place among all objects of the grammar, for whoever keeps something for each. */
  index: number;
  /** In canonical order: sorted by name. */
  members: readonly Member[];
  /** Their names, in the same order. */
  names: WordList;
  requiredCount: number;
}

type JsonSchema = z.core.JSONSchema.JSONSchema;

const none = { pattern: /^$/, letters: new Uint8Array(256), prefix: new Uint8Array(0), options: wordList([]) };

/** Written out, so that the engine has one form for all rules: reading a value then asks nothing about its rule's form. */
const ruleOf = ({
  kind,
  least = 0,
  most = 0,
  pattern = none.pattern,
  letters = none.letters,
  prefix = none.prefix,
  options = none.options,
  object,
}: Pick<ValueRule, "kind"> & Partial<ValueRule>): ValueRule => ({
  kind,
  least,
  most,
  pattern,
  letters,
  prefix,
  options,
  object,
});

/**
 * Compiles the JSON Schema of an object to what the reader follows. It knows just the words that zod writes for our records
 * and throws at any other: a schema that asks for more must not be read as if it did not.
 */
export function compileGrammar(schema: JsonSchema): ObjectRule {
  const compiled = new Map<string, ObjectRule>();
  return objectRule(schema);

  function resolved(given: JsonSchema): JsonSchema {
    if (given.$ref === undefined) return given;
    const found = schema.$defs?.[given.$ref.replace("#/$defs/", "")];
    if (!found) throw new Error(`the schema has no ${given.$ref}`);
    return found;
  }

  function objectRule(given: JsonSchema): ObjectRule {
    const known = compiled.get(given.$ref ?? "");
    if (known) return known;
    const { type, properties = {}, required = [], additionalProperties, ...others } = resolved(given);
    if (type !== "object" || additionalProperties !== false || hasRules(others)) throw unknown(given);
    const names = Object.keys(properties).sort();
    const members = names.map((name): Member => {
      const { inner, isNullable } = withoutNull(properties[name] as JsonSchema);
      return { name, key: wordOf(name, ":"), isNullable, isRequired: required.includes(name), value: valueRule(inner) };
    });
    const rule = { index: compiled.size, members, names: wordList(names), requiredCount: required.length };
    compiled.set(given.$ref ?? `object ${rule.index}`, rule);
    return rule;
  }

  function valueRule(given: JsonSchema): ValueRule {
    const { type, minimum = -Infinity, maximum = Infinity, maxItems = Infinity, ...more } = resolved(given);
    if (type === "object") return ruleOf({ kind: "object", object: objectRule(given) });
    const { items, enum: options, pattern, ...others } = more;
    if (hasRules(others)) throw unknown(given);
    if (type === "array" && items) {
      return ruleOf({ kind: "list", most: maxItems, object: objectRule(items as JsonSchema) });
    }
    if (type === "boolean") return ruleOf({ kind: "boolean" });
    if (type === "integer") return ruleOf({ kind: "whole", least: minimum, most: maximum });
    if (type === "number") return ruleOf({ kind: "fraction", least: minimum, most: maximum });
    if (type === "string" && options && pattern === undefined) {
      return ruleOf({ kind: "option", options: wordList(options as string[]) });
    }
    if (type === "string" && pattern !== undefined && !options) return stringRule(pattern);
    throw unknown(given);
  }
}

/** The patterns of dates, texts, names and codes are known by how they are written; any other is left to the engine. */
function stringRule(source: string): ValueRule {
  const pattern = new RegExp(source, "u");
  if (source === calendarDatePattern.source) return ruleOf({ kind: "date" });
  const [, least, most] = /\{(\d+),(\d+)\}\$$/.exec(source)?.map(Number) ?? [];
  if (least !== undefined && most !== undefined && source === textPattern(least, most).source) {
    return ruleOf({ kind: "text", least, most, pattern });
  }
  const [, prefix, among, times] = /^\^([A-Za-z0-9:-]+)\[([^\]]+)\]\{(\d+)\}\$$/.exec(source) ?? [];
  if (prefix !== undefined && among !== undefined) {
    const length = prefix.length + Number(times);
    const letters = lettersOf(/$^/, new RegExp(`^[${among}]$`));
    return ruleOf({
      kind: "code",
      least: length,
      most: length,
      letters,
      prefix: new TextEncoder().encode(prefix) as Uint8Array,
    });
  }
  const [, first, later, more] = /^\^\[([^\]]+)\]\[([^\]]+)\]\{0,(\d+)\}\$$/.exec(source) ?? [];
  if (first === undefined || later === undefined) return ruleOf({ kind: "pattern", pattern });
  const letters = lettersOf(new RegExp(`^[${first}]$`), new RegExp(`^[${later}]$`));
  return ruleOf({ kind: "name", least: 1, most: 1 + Number(more), letters });
}

function lettersOf(first: RegExp, later: RegExp): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, code) => {
    const letter = String.fromCharCode(code);
    return code < 0x80 ? Number(first.test(letter)) + 2 * Number(later.test(letter)) : 0;
  });
}

/** zod writes `.nullish()` in one of two ways. */
function withoutNull(given: JsonSchema): { inner: JsonSchema; isNullable: boolean } {
  const { type, anyOf } = given;
  if (Array.isArray(type)) {
    const [inner, none, ...more] = type as NonNullable<JsonSchema["type"]>[];
    if (none !== "null" || more.length > 0) throw unknown(given);
    return { inner: { ...given, type: inner } as JsonSchema, isNullable: true };
  }
  if (!anyOf) return { inner: given, isNullable: false };
  const [inner, none, ...more] = anyOf;
  if (!inner || none?.type !== "null" || more.length > 0) throw unknown(given);
  return { inner, isNullable: true };
}

/** Whether a schema says something beyond its names and descriptions. */
const hasRules = (rest: object): boolean =>
  Object.keys(rest).some((word) => !["$schema", "$defs", "$ref", "id", "title", "description"].includes(word));

const unknown = (given: JsonSchema): Error =>
  new Error(`the reader of plain records does not know what this means: ${JSON.stringify(given).slice(0, 300)}`);
