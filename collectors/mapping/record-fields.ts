import { z } from "zod";
import { Workload } from "#schema/workload.ts";

/** What a field of the record takes. */
export type FieldKind =
  | { kind: "text"; most: number }
  /** A text in which every character counts: an id, a digest. */
  | { kind: "code" }
  | { kind: "date" }
  | { kind: "boolean" }
  | { kind: "integer" }
  | { kind: "number" }
  | { kind: "choice"; values: readonly string[] }
  | { kind: "list"; fields: FieldMap }
  | { kind: "object"; fields: FieldMap };

export type FieldMap = ReadonlyMap<string, RecordField>;
export type RecordField = FieldKind & { isRequired: boolean };

interface JsonSchema {
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  anyOf?: JsonSchema[];
  type?: string | string[];
  enum?: string[];
  pattern?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
}

/** The fields of the workload record, taken from its schema, so that a mapping can reach every one and no other. */
export const recordFields: FieldMap = fieldsOfRecord();

function fieldsOfRecord(): FieldMap {
  const root = z.toJSONSchema(Workload) as JsonSchema;
  const resolved = (schema: JsonSchema): JsonSchema & { name?: string } => {
    const inner = schema.anyOf?.find(({ type }) => type !== "null") ?? schema;
    const name = inner.$ref?.split("/").at(-1);
    return name === undefined ? inner : { ...root.$defs?.[name], name };
  };
  const fieldsOf = (schema: JsonSchema): FieldMap =>
    new Map(
      Object.entries(schema.properties ?? {}).map(([name, property]) => [
        name,
        { ...kindOf(property), isRequired: schema.required?.includes(name) ?? false },
      ]),
    );
  const kindOf = (schema: JsonSchema): FieldKind => {
    const { name, type, enum: values, pattern = "", items, properties } = resolved(schema);
    if (name === "CalendarDate") return { kind: "date" };
    if (values) return { kind: "choice", values };
    if (items) return { kind: "list", fields: fieldsOf(resolved(items)) };
    if (properties) return { kind: "object", fields: fieldsOf({ ...resolved(schema) }) };
    const types = [type].flat();
    if (types.includes("boolean")) return { kind: "boolean" };
    if (types.includes("integer")) return { kind: "integer" };
    if (types.includes("number")) return { kind: "number" };
    // Free texts are told by what they forbid; ids and digests by what they are made of.
    const most = /^\^\[\^.*\]\{\d+,(\d+)\}\$$/s.exec(pattern)?.[1];
    return most === undefined ? { kind: "code" } : { kind: "text", most: Number(most) };
  };
  return fieldsOf(resolved(root));
}

/** Every path that a mapping may name, with `[0]` for each list, in the order of the record. */
export function everyPath(fields: FieldMap = recordFields, before = ""): { path: string; field: RecordField }[] {
  return [...fields].flatMap(([name, field]) => {
    const path = `${before}${name}`;
    if (field.kind === "list") return [{ path, field }, ...everyPath(field.fields, `${path}[0].`)];
    if (field.kind === "object") return everyPath(field.fields, `${path}.`);
    return [{ path, field }];
  });
}

/** What a person should write, in words. */
export function expectedOf(field: RecordField): string {
  switch (field.kind) {
    case "text":
      return `a text of at most ${field.most} characters`;
    case "code":
      return "an id";
    case "date":
      return "a date";
    case "boolean":
      return "true or false";
    case "integer":
      return "a whole number";
    case "number":
      return "a number";
    case "choice":
      return field.values.length > 20 ? "a code of the field's list" : `one of ${field.values.join(", ")}`;
    case "list":
      return "`[]` (none) or null (not reported)";
    case "object":
      return "a field of it";
  }
}
