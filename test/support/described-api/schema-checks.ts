import { Ajv2020 } from "ajv/dist/2020.js";
import type { ApiDocument } from "#http/api/api-document.ts";
import type { JsonSchema } from "#http/api/schema-book.ts";

/** Compares values with schemas of a document, references and all; gives what is wrong as one text, nothing when all is right. */
export function schemaChecks(document: ApiDocument): (schema: JsonSchema, value: unknown) => string {
  // Formats are noted by schemas that have a pattern for the same.
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ $id: "document", components: document.components });
  const absolute = (schema: JsonSchema): JsonSchema =>
    JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/')) as JsonSchema;
  return (schema, value) => {
    const validate = ajv.compile(absolute(schema));
    return validate(value) ? "" : ajv.errorsText(validate.errors);
  };
}
