import type { JsonSchema } from "./schema-book.ts";
import { createSchemaBook } from "./schema-book.ts";
import type { App } from "../app.ts";
import type { ApiExample } from "./api-example.ts";
import { describeOperation, type Operation } from "./describe-operation.ts";
import { everyProblem, problemExamples, problemHeaders } from "./problem-components.ts";

/** An OpenAPI 3.1 document, as far as we write one. */
export interface ApiDocument {
  openapi: "3.1.0";
  info: Record<string, unknown>;
  servers: { url: string; description: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    securitySchemes: Record<string, unknown>;
    headers: Record<string, unknown>;
    responses: Record<string, unknown>;
    examples: Record<string, { summary: string; value: Record<string, unknown> }>;
    schemas: Record<string, JsonSchema>;
  };
}

const tags = [
  { name: "Figures", description: "Aggregates, on any date and as known at any instant." },
  { name: "Workloads", description: "What figures counted, for officers of an agency and administrators." },
  { name: "Pushes", description: "Filings of an agency: send, look up, keep receipts." },
  {
    name: "Administration",
    description: "Keys and the registry; with an admin key, but for what a key may ask about itself.",
  },
  { name: "Reference", description: "What codes, problems and limits mean; open to everybody." },
  { name: "Files", description: "The same figures as files for spreadsheets, as the portal offers them." },
  { name: "Operations", description: "Probes and versions, for whoever runs the server." },
];

const description = `Figures on how far the public services of a coalition of states depend on AI that others can withdraw, and the filings
that they are made of.

A key goes into \`Authorization: Bearer <key>\`; each operation lists the kinds that it takes, and where an empty requirement
stands among them, the server's \`PUBLIC_LEVEL\` may open it. Dates are \`YYYY-MM-DD\` in UTC, instants RFC 3339 with an offset. A list
is \`{items, next}\`: send \`next\` back with the same filters for the next page; it is null on the last. Every answer that is
not a success is a problem of RFC 9457 whose \`code\` never changes its meaning.`;

/** What the application answers, from its routes; examples are put where their requests belong. */
export function apiDocument(
  app: App,
  { version, examples }: { version: string; examples: readonly ApiExample[] },
): ApiDocument {
  const book = createSchemaBook();
  const paths: ApiDocument["paths"] = {};
  for (const definition of app.openAPIRegistry.definitions) {
    if (definition.type !== "route") continue;
    const { route } = definition;
    const operation = describeOperation(route, {
      book,
      examples: examples.filter((example) => example.operation === route.operationId),
    });
    paths[route.path] = { ...paths[route.path], [route.method]: operation };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Sparewheel",
      version,
      summary: "Reliability-debt and sovereignty metrics of AI workloads, for coalitions of states",
      description,
      license: { name: "Apache License 2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/", description: "The server that this description came from" }],
    tags,
    paths: Object.fromEntries(Object.entries(paths).toSorted(([left], [right]) => (left < right ? -1 : 1))),
    components: {
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description:
            "A key of one of five kinds: agency, officer, reader, grafana, admin. Requirements name the kinds.",
        },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "sparewheel_session",
          description: "What a browser has after signing in at `/sign-in`, for one hour",
        },
      },
      headers: problemHeaders,
      responses: { problem: everyProblem },
      examples: problemExamples(),
      schemas: book.named(),
    },
  };
}
