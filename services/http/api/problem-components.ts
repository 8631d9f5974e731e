import { type ProblemCode, problems } from "#schema/problems.ts";

/** Those that any request may be answered with, whatever it asks for. */
export const problemsOfAnyRequest = [
  "malformed-request",
  "unknown-host",
  "method-not-allowed",
  "head-too-large",
  "request-timeout",
  "internal",
  "stopping",
] as const satisfies readonly ProblemCode[];

/** What operations do not list one by one. */
export const everyProblem = {
  description: "Any other problem: of the request's head or host, of its time, or of the server",
  content: {
    "application/problem+json": {
      schema: { $ref: "#/components/schemas/Problem" },
      examples: Object.fromEntries(
        problemsOfAnyRequest.map((code) => [code, { $ref: `#/components/examples/${code}` }]),
      ),
    },
  },
};

export const problemHeaders = {
  "Retry-After": { description: "Seconds after which to ask again", schema: { type: "integer", minimum: 0 } },
  "WWW-Authenticate": { description: "Always asks for a bearer token", schema: { type: "string" } },
};

const headersOf: Partial<Record<number, keyof typeof problemHeaders>> = {
  401: "WWW-Authenticate",
  429: "Retry-After",
  503: "Retry-After",
};

/** The headers that come with a status. */
export function headersOfStatus(status: number): Record<string, { $ref: string }> | undefined {
  const name = headersOf[status];
  return name && { [name]: { $ref: `#/components/headers/${name}` } };
}

/** Every problem with its own sentence, by code. */
export function problemExamples(): Record<string, { summary: string; value: Record<string, unknown> }> {
  return Object.fromEntries(
    Object.entries(problems).map(([code, { status, title, sentence }]) => [
      code,
      {
        summary: title,
        value: { type: `/docs/problems/${code}`, title, status, code, detail: sentence, instance: "/v1/…" },
      },
    ]),
  );
}
