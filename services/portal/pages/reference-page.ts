import { html } from "hono/html";
import type { Html } from "../parts/html.ts";
import { type OperationPlace, operationSection } from "../parts/operation-section.ts";
import type { Page } from "../parts/page.ts";
import { schemaSection } from "../parts/schema-section.ts";
import type { Portal } from "../portal-deps.ts";
import { frenchOperations } from "../texts/french-operations.ts";
import type { Visit } from "../visits/visit.ts";

/** The description of the API that the server serves, for people; open to everybody. */
export function referencePage({ description }: Portal, visit: Visit): Page {
  const { words, language } = visit;
  const { reference } = words;
  const document = description();
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): OperationPlace => {
      const french = language === "fr" ? frenchOperations[operation.operationId] : undefined;
      return { method: method.toUpperCase(), path, operation, summary: french ?? operation.summary };
    }),
  );
  const parts = document.tags.map(({ name }) => ({
    name,
    title: reference.tags[name] ?? name,
    operations: operations.filter(({ operation }) => operation.tags.includes(name)),
  }));
  return {
    title: reference.title,
    body: html`<h1>${reference.title}</h1>
      <p class="lead">${reference.lead}</p>
      <p><a href="/v1/openapi.json">${reference.document}</a>. ${reference.language}</p>
      ${parts.map((part) => contents(part.title, part.operations))}
      ${parts.map(
        (part) =>
          html`<h2>${part.title}</h2>
            ${part.operations.map((operation) => operationSection(operation, visit))}`,
      )}
      <h2>${reference.schemas}</h2>
      ${Object.entries(document.components.schemas).map(([name, schema]) => schemaSection(name, schema, visit))}`,
  };
}

function contents(title: string, operations: readonly OperationPlace[]): Html {
  return html`<p class="kicker">${title}</p>
    <ul class="links">
      ${operations.map(({ operation, summary }) => html`<li><a href="#${operation.operationId}">${summary}</a></li>`)}
    </ul>`;
}
