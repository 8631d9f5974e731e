import { z } from "zod";
import { functionName } from "#schema/function-names.ts";
import { GovernmentFunction } from "#schema/functions.ts";
import { RegistryFile } from "#schema/parties.ts";
import { PushHeader } from "#schema/push.ts";
import { Workload } from "#schema/workload.ts";
import { typeText } from "./type-text.ts";

type JsonSchema = z.core.JSONSchema.JSONSchema;

interface Part {
  title: string;
  about: string;
  schema: z.ZodType;
}

const parts: readonly Part[] = [
  {
    title: "A push",
    about: "Line 1 of a body in NDJSON, or the members beside `workloads` of one in JSON.",
    schema: PushHeader,
  },
  { title: "A workload", about: "One record of a push, and what it is made of.", schema: Workload },
  {
    title: "The registry",
    about:
      "Who takes part: kept by the secretariat, in a file of YAML or JSON. Here *not given* is open or none, as each field says.",
    schema: RegistryFile,
  },
];

/** Every field of what is filed and registered, from the schemas that validate it. */
export function dataDictionary(): Map<string, string> {
  const types = new Map<string, JsonSchema>();
  const sections = parts.map(({ title, about, schema }) => {
    const objects = objectsOf(schema, types);
    return `## ${title}\n\n${about}\n\n${objects.map(([name, object]) => fieldTable(name, object)).join("\n")}`;
  });
  const rows = [...types]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, schema]) => `| <a id="${anchor(name)}"></a>${name} | ${typeText(schema, { isWhole: true })} |`);
  const functions = GovernmentFunction.options.map((code) => `| \`${code}\` | ${functionName(code) ?? ""} |`);
  const text = `# Data dictionary

Every field of what agencies file and the secretariat registers, made from the schemas that validate it. What the fields are for
and how *not reported* differs from *none* is in [workload.md](workload.md); what answers hold, in the [API](openapi.json).

In a workload a field left out and \`null\` are the same: not reported. Unknown fields are refused everywhere.

${sections.join("\n")}
## Types

| type | exactly |
| --- | --- |
${rows.join("\n")}

## Government functions

What \`function\` may be: COFOG 1999, the United Nations' Classification of the Functions of Government, by division, group and class.

| code | title |
| --- | --- |
${functions.join("\n")}
`;
  return new Map([["docs/data-dictionary.md", text]]);
}

const anchor = (name: string): string => name.toLowerCase();

/** The objects that a schema is made of, itself first; named types that are no objects go into `types`. */
function objectsOf(schema: z.ZodType, types: Map<string, JsonSchema>): [name: string, JsonSchema][] {
  const { $defs = {} } = z.toJSONSchema(z.object({ schema }), { io: "input" });
  const named = Object.entries($defs) as [string, JsonSchema][];
  for (const [name, definition] of named) if (definition.type !== "object") types.set(name, definition);
  return named.filter(([, definition]) => definition.type === "object");
}

function fieldTable(name: string, { properties = {}, required = [] }: JsonSchema): string {
  const rows = (Object.entries(properties) as [string, JsonSchema][]).map(
    ([field, schema]) =>
      `| \`${field}\` | ${required.includes(field) ? "required" : ""} | ${typeText(schema)} | ${schema.description ?? ""} |`,
  );
  return `### ${name}\n\n| field | | type | meaning |\n| --- | --- | --- | --- |\n${rows.join("\n")}\n`;
}
