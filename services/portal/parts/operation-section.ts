import { html } from "hono/html";
import type { Media, Operation, Parameter } from "#http/api/describe-operation.ts";
import type { Visit } from "../visits/visit.ts";
import { dataTable } from "./data-table.ts";
import type { Html } from "./html.ts";
import { markedText } from "./marked-text.ts";
import { schemaType } from "./schema-type.ts";

export interface OperationPlace {
  method: string;
  path: string;
  operation: Operation;
  summary: string;
}

/** One operation of the API, whole: who may ask it, what it takes, what it answers, with examples. */
export function operationSection(place: OperationPlace, visit: Visit): Html {
  const { method, path, operation, summary } = place;
  const { reference } = visit.words;
  const { operationId, description, parameters = [], requestBody } = operation;
  return html`<section class="operation" id="${operationId}" aria-labelledby="${operationId}-title">
    <h3 id="${operationId}-title">${summary}</h3>
    <p><code class="address">${method} ${path}</code></p>
    <p lang="en">${markedText(description)}</p>
    <p>${reference.keys}: ${keyWords(operation, visit)}</p>
    ${parameters.length > 0 ? parameterTable(parameters, summary, visit) : ""}
    ${
      requestBody
        ? html`<h4>${reference.body}</h4>
            ${Object.entries(requestBody.content).map(([type, media]) => mediaBlock(type, media, visit))}`
        : ""
    }
    <h4>${reference.answers}</h4>
    ${answerTable(operation, summary, visit)} ${answerExamples(operation, visit)}
  </section>`;
}

function keyWords({ security }: Operation, { words }: Visit): string {
  const { reference, signin } = words;
  const kinds = security
    .flatMap(({ key = [] }) => key)
    .map((kind) => signin.as[kind as keyof typeof signin.as] ?? kind);
  const others = [
    ...(security.some((each) => "session" in each) ? [reference.session] : []),
    ...(security.length === 0 ? [reference.open] : []),
    ...(security.some((each) => Object.keys(each).length === 0) ? [reference.as_set] : []),
  ];
  return [...kinds, ...others].join(", ");
}

function parameterTable(parameters: readonly Parameter[], summary: string, visit: Visit): Html {
  const { reference } = visit.words;
  return dataTable(visit, {
    caption: `${reference.parameters}: ${summary}`,
    columns: [
      { head: reference.name },
      { head: reference.place },
      { head: reference.type },
      { head: reference.meaning },
      { head: reference.example },
    ],
    rows: parameters.map(({ name, in: place, required, schema, description = "", example }) => [
      html`<code>${name}</code>`,
      `${reference.places[place]}${required ? `, ${reference.required}` : ""}`,
      schemaType(schema),
      html`<span lang="en">${markedText(description)}</span>`,
      example === undefined ? "" : html`<code>${Array.isArray(example) ? example.join(", ") : String(example)}</code>`,
    ]),
  });
}

function answerTable({ responses }: Operation, summary: string, visit: Visit): Html {
  const { reference } = visit.words;
  return dataTable(visit, {
    caption: `${reference.answers}: ${summary}`,
    columns: [{ head: reference.status }, { head: reference.meaning }, { head: reference.form }],
    rows: Object.entries(responses)
      .filter(([status]) => status !== "default")
      .map(([status, response]) => {
        if ("$ref" in response) return [status, "", ""];
        return [
          html`<code>${status}</code>`,
          html`<span lang="en">${markedText(response.description)}</span>`,
          html`${Object.entries(response.content ?? {}).map(([type, { schema }]) => html`<code>${type}</code> ${schemaType(schema)} `)}`,
        ];
      }),
  });
}

/** Of answers that are no problem; those have pages of their own. */
function answerExamples({ responses }: Operation, visit: Visit): Html {
  return html`${Object.entries(responses).map(([status, response]) =>
    "$ref" in response || status >= "300"
      ? ""
      : Object.entries(response.content ?? {}).map(([type, media]) => mediaBlock(`${status} ${type}`, media, visit)),
  )}`;
}

function mediaBlock(type: string, { examples = {} }: Media, { words }: Visit): Html {
  return html`${Object.values(examples).map((example) =>
    "$ref" in example
      ? ""
      : html`<details>
          <summary>
            ${words.reference.example}: <span lang="en">${example.summary}</span> (<code>${type}</code>)
          </summary>
          <pre tabindex="0" lang="en"><code>${textOf(example.value)}</code></pre>
        </details>`,
  )}`;
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value, null, 2));
