import type { z } from "zod";

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** More than fits a line of a table; whole lists stand where the type is explained. */
const mostOptions = 14;
const longestPattern = 60;

/** What a value may be, in words and Markdown: `text of 1 to 300 characters`, `list of Component, at most 200`. */
export function typeText(schema: JsonSchema, { isWhole = false } = {}): string {
  const { $ref, type, anyOf, enum: options, pattern, format } = schema;
  if ($ref !== undefined) return namedText($ref.replace("#/$defs/", ""));
  if (anyOf) return alternatives(anyOf.map((each) => typeText(each as JsonSchema)));
  if (options) return optionText(options, isWhole);
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (Array.isArray(type)) return alternatives(type);
  switch (type) {
    case "array":
      return listText(schema);
    case "integer":
    case "number":
      return numberText(schema);
    case "string":
      return format === "date-time" ? "instant of RFC 3339 with an offset" : stringText(pattern);
    case "object":
      return objectText(schema);
    default:
      return type ?? "anything";
  }
}

/** A comma within one would seem to go on into the next. */
const alternatives = (texts: readonly string[]): string =>
  texts.join(texts.some((text) => text.includes(",")) ? "; or " : " or ");

const namedText = (name: string): string => `[${name}](#${name.toLowerCase()})`;

function optionText(options: readonly unknown[], isWhole: boolean): string {
  const shown = isWhole ? options.map(String).toSorted() : options.slice(0, mostOptions);
  const rest = options.length - shown.length;
  return `${shown.map((option) => `\`${String(option)}\``).join(" ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

function listText({ items, maxItems }: JsonSchema): string {
  return `list of ${typeText(items as JsonSchema)}${maxItems === undefined ? "" : `, at most ${count(maxItems)}`}`;
}

function numberText({ type, minimum, maximum }: JsonSchema): string {
  const name = type === "integer" ? "whole number" : "number";
  const [least, most] = [minimum, maximum].map((bound) =>
    bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER ? bound : undefined,
  );
  if (least !== undefined && most !== undefined) return `${name} from ${count(least)} to ${count(most)}`;
  return `${name}${least === undefined ? "" : `, ${count(least)} or more`}${most === undefined ? "" : `, at most ${count(most)}`}`;
}

function stringText(pattern: string | undefined): string {
  if (pattern === undefined) return "text";
  const [, least, most] = /\]\{(\d+),(\d+)\}\$$/.exec(pattern) ?? [];
  // The class of characters that a text may not hold is the same for all.
  if (pattern.startsWith("^[^") && most !== undefined)
    return least === "0"
      ? `text of at most ${count(Number(most))} characters`
      : `text of ${least} to ${count(Number(most))} characters`;
  if (pattern.startsWith("^(?:(?:19")) return "day that exists, `YYYY-MM-DD`, 1950-01-01 to 2199-12-31";
  if (pattern.length > longestPattern) return "text of a fixed form";
  return `\`${pattern.replaceAll("|", "\\|")}\``;
}

function objectText({ additionalProperties, propertyNames }: JsonSchema): string {
  if (typeof additionalProperties !== "object") return "object";
  const key = typeof propertyNames === "object" ? ` by ${typeText(propertyNames as JsonSchema)}` : "";
  return `${typeText(additionalProperties as JsonSchema)}${key}`;
}

const count = (value: number): string => value.toLocaleString("en-US");
