import { html } from "hono/html";
import type { JsonSchema } from "#http/api/schema-book.ts";
import type { Html } from "./html.ts";

const mostOptions = 12;

/** What a value may be, in a few words: `text`, `integer`, `PartyId or null`, `list of Figure`. Named schemas are links. */
export function schemaType(schema: JsonSchema): Html {
  const { $ref, type, anyOf, enum: options, items, additionalProperties } = schema;
  if ($ref !== undefined) return named($ref);
  if (anyOf) return joined(anyOf, "|");
  if (options) return listed(options);
  if ("const" in schema) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (Array.isArray(type)) return html`<code>${type.join(" | ")}</code>`;
  if (type === "array" && isSchema(items)) return html`<code>array</code> [${schemaType(items)}]`;
  if (type === "object" && isSchema(additionalProperties) && Object.keys(additionalProperties).length > 0)
    return html`<code>object</code> {${schemaType(additionalProperties)}}`;
  return html`<code>${type ?? "any"}</code>${bounds(schema)}`;
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function named(address: string): Html {
  const name = address.replace("#/components/schemas/", "");
  return html`<a href="#schema-${name}">${name}</a>`;
}

const joined = (schemas: readonly JsonSchema[], sign: string): Html =>
  html`${schemas.map((each, index) => html`${index > 0 ? ` ${sign} ` : ""}${schemaType(each)}`)}`;

function listed(options: readonly unknown[]): Html {
  const shown = options.slice(0, mostOptions);
  return html`${shown.map((option, index) => html`${index > 0 ? " | " : ""}<code>${option}</code>`)}${options.length > mostOptions ? ` | … (${options.length})` : ""}`;
}

function bounds({ minimum, maximum, format }: JsonSchema): string {
  const isBound = (value: unknown): value is number =>
    typeof value === "number" && Math.abs(value) < Number.MAX_SAFE_INTEGER;
  const ends = [isBound(minimum) ? `≥ ${minimum}` : "", isBound(maximum) ? `≤ ${maximum}` : "", format ?? ""];
  const said = ends.filter((each) => each !== "").join(", ");
  return said === "" ? "" : ` ${said}`;
}
