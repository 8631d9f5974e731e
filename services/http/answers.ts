import { z } from "zod";
import { problems, type ProblemCode } from "#schema/problems.ts";

/** The body of every answer that is not a success: RFC 9457. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    instance: z.string(),
    errors: z
      .array(
        z.object({
          parameter: z.string().optional(),
          pointer: z.string().optional(),
          record: z.int().optional(),
          code: z.string().optional(),
          severity: z.enum(["error", "warning"]).optional(),
          message: z.string(),
        }),
      )
      .optional(),
  })
  .meta({ id: "Problem" });

/** The `responses` of a route for the problems it may answer. */
export function problemAnswers(...codes: readonly ProblemCode[]) {
  const answers: Record<
    number,
    { description: string; content: { "application/problem+json": { schema: typeof Problem } } }
  > = {};
  for (const code of codes) {
    const { status, title } = problems[code];
    const before = answers[status];
    const description = before ? `${before.description}; ${title} (\`${code}\`)` : `${title} (\`${code}\`)`;
    answers[status] = { description, content: { "application/problem+json": { schema: Problem } } };
  }
  return answers;
}

export function jsonAnswer<T extends z.ZodType>(description: string, schema: T) {
  return { description, content: { "application/json": { schema } } };
}
