import { z } from "zod";
import { problems, type ProblemCode } from "#schema/problems.ts";
import type { KeyKind } from "./authenticate.ts";

/** The body of every answer that is not a success: RFC 9457. Some problems have further members, such as `errors_total`. */
export const Problem = z
  .looseObject({
    type: z.string().describe("Where the problem's page is: `/docs/problems/<code>`"),
    title: z.string().describe("The same for every problem of the code"),
    status: z.int().describe("That of the answer"),
    code: z.string().describe("Never changes its meaning; what programs go by"),
    detail: z.string().describe("For people: what happened here"),
    instance: z.string().describe("Path of the request"),
    errors: z
      .array(
        z.object({
          parameter: z.string().optional().describe("Name of the parameter of the path or the query"),
          pointer: z.string().optional().describe("RFC 6901 pointer into the body, or into the record"),
          record: z.int().optional().describe("Zero-based index of a record in a push"),
          code: z.string().optional().describe("A rule: `/docs/rules/<code>`"),
          severity: z.enum(["error", "warning"]).optional(),
          message: z.string().describe("What was expected and what was found"),
        }),
      )
      .optional()
      .describe("What is wrong, each with its place; the first 1,000"),
  })
  .meta({ id: "Problem" });

/** The keys that an operation takes, as an OpenAPI security requirement; `[]` is open to everybody. */
export const keysOf = (...kinds: readonly KeyKind[]): Record<string, string[]>[] => [{ key: [...kinds] }];

interface ProblemAnswer {
  description: string;
  content: { "application/problem+json": { schema: typeof Problem; examples: Record<string, { $ref: string }> } };
}

/** The `responses` of a route for the problems it may answer. */
export function problemAnswers(...codes: readonly ProblemCode[]) {
  const answers: Record<number, ProblemAnswer> = {};
  for (const code of codes) {
    const { status, title } = problems[code];
    const before = answers[status];
    const description = before ? `${before.description}; ${title} (\`${code}\`)` : `${title} (\`${code}\`)`;
    const examples = {
      ...before?.content["application/problem+json"].examples,
      [code]: { $ref: `#/components/examples/${code}` },
    };
    answers[status] = { description, content: { "application/problem+json": { schema: Problem, examples } } };
  }
  return answers;
}

export function jsonAnswer<T extends z.ZodType>(description: string, schema: T) {
  return { description, content: { "application/json": { schema } } };
}

/** An answer that is no JSON, such as `text/csv`. */
export function textAnswer<Media extends string>(description: string, media: Media) {
  return { description, content: { [media]: { schema: z.string() } } as Record<Media, { schema: z.ZodString }> };
}
