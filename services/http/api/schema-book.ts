import { z } from "zod";

export type JsonSchema = z.core.JSONSchema.JSONSchema;

export interface SchemaBook {
  /** Every named schema that was asked for or is part of one, by its id. */
  named(): Record<string, JsonSchema>;
  /** `input` is what may be sent, `output` what comes back. A named schema gives a reference. Throws when a name has two. */
  schemaOf(schema: z.ZodType, io: "input" | "output"): JsonSchema;
}

/**
 * JSON Schemas as zod itself makes them, which is how records are validated too. The generator of the OpenAPI package is not
 * used: it makes a name nullable where one of its uses is, and writes a pattern's flags into the pattern.
 */
export function createSchemaBook(): SchemaBook {
  const book = new Map<string, JsonSchema>();
  const keep = (id: string, schema: JsonSchema): void => {
    const before = book.get(id);
    if (before && JSON.stringify(before) !== JSON.stringify(schema)) throw new Error(`two schemas are named ${id}`);
    book.set(id, schema);
  };
  return {
    named: () => Object.fromEntries([...book].toSorted(([left], [right]) => (left < right ? -1 : 1))),
    schemaOf(schema, io) {
      // As part of another one, a named schema is always a reference.
      const made = z.toJSONSchema(z.object({ schema }), { io, unrepresentable: "any" });
      const { $defs = {}, properties } = pointingToComponents(made) as JsonSchema;
      for (const [id, definition] of Object.entries($defs)) keep(id, withoutId(definition as JsonSchema));
      return (properties?.schema ?? {}) as JsonSchema;
    },
  };
}

// A name is no address, as which readers of JSON Schema would take it.
const withoutId = (schema: JsonSchema): JsonSchema =>
  Object.fromEntries(Object.entries(schema).filter(([word]) => word !== "id"));

function pointingToComponents(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pointingToComponents);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key === "$ref" && typeof inner === "string"
        ? [key, inner.replace("#/$defs/", "#/components/schemas/")]
        : [key, pointingToComponents(inner)],
    ),
  );
}
