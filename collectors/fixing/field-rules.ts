import { z } from "zod";

/** What the schema says of a text: one of some options, or a pattern. */
export interface FieldRule {
  options: readonly string[] | undefined;
  pattern: RegExp | undefined;
}

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** Gives the rule of the text at a pointer of a record; undefined where the record has no text. */
export function createFieldRules(schema: z.ZodType): (pointer: string) => FieldRule | undefined {
  const root = z.toJSONSchema(schema, { unrepresentable: "any" });

  function resolved(given: JsonSchema | undefined): JsonSchema | undefined {
    if (given?.$ref !== undefined) return resolved(root.$defs?.[given.$ref.replace("#/$defs/", "")]);
    if (given?.anyOf) return resolved(given.anyOf.find((option) => option.type !== "null"));
    return given;
  }

  return (pointer) => {
    let at = resolved(root);
    for (const step of pointer.split("/").slice(1))
      at = resolved((at?.items ?? at?.properties?.[step]) as JsonSchema | undefined);
    if (!at || (at.enum === undefined && at.pattern === undefined)) return undefined;
    return {
      options: at.enum?.filter((option) => typeof option === "string"),
      pattern: at.pattern === undefined ? undefined : new RegExp(at.pattern, "u"),
    };
  };
}
