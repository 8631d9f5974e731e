import { html } from "hono/html";
import type { JsonSchema } from "#http/api/schema-book.ts";
import type { Visit } from "../visits/visit.ts";
import { dataTable } from "./data-table.ts";
import type { Html } from "./html.ts";
import { markedText } from "./marked-text.ts";
import { schemaType } from "./schema-type.ts";

/** One named schema: its fields, or what its value may be. */
export function schemaSection(name: string, schema: JsonSchema, visit: Visit): Html {
  const { reference } = visit.words;
  const fields = Object.entries(schema.properties ?? {}) as [string, JsonSchema][];
  return html`<section id="schema-${name}" aria-labelledby="schema-${name}-title">
    <h3 id="schema-${name}-title">${name}</h3>
    ${schema.description === undefined ? "" : html`<p lang="en">${markedText(schema.description)}</p>`}
    ${
      fields.length === 0
        ? html`<p>${schemaType(schema)}</p>`
        : html`<details>
            <summary>${reference.fields_of(name)}</summary>
            ${dataTable(visit, {
              caption: reference.fields_of(name),
              columns: [{ head: reference.field }, { head: reference.type }, { head: reference.meaning }],
              rows: fields.map(([field, type]) => [
                html`<code>${field}</code
                  >${schema.required?.includes(field) ? html` <span class="bounds">${reference.required}</span>` : ""}`,
                schemaType(type),
                html`<span lang="en">${markedText(type.description ?? "")}</span>`,
              ]),
            })}
          </details>`
    }
  </section>`;
}
