import { createRoute, z } from "@hono/zod-openapi";
import { problemAnswers, textAnswer } from "#http/answers.ts";
import { createApp } from "#http/app.ts";
import { ProblemError } from "#http/problem.ts";
import { type ProblemCode, problems } from "#schema/problems.ts";
import type { ReadingRules } from "#schema/reading-words.ts";
import { type RuleCode, rules } from "#schema/rules.ts";
import { problemPage } from "#services/generate/problem-pages.ts";
import { readingPage } from "#services/generate/reading-pages.ts";
import { rulePage } from "#services/generate/rule-pages.ts";

const markdown = { "content-type": "text/markdown; charset=utf-8" } as const;

/** `GET /docs/problems/{code}`, where the `type` of a problem leads, and `GET /docs/rules/{code}`. Open to everybody. */
export function referencePageRoutes({ readingRules }: { readingRules: ReadingRules }) {
  const app = createApp();
  const page = createRoute({
    operationId: "getProblemPage",
    tags: ["Reference"],
    summary: "Explain a problem and what to do",
    description: "Where `type` of a problem leads. Markdown.",
    security: [],
    method: "get",
    path: "/docs/problems/{code}",
    request: { params: z.strictObject({ code: z.string().describe("Code of the problem") }) },
    responses: {
      200: textAnswer("What the problem means and what to do", "text/markdown"),
      ...problemAnswers("not-found", "internal"),
    },
  });
  app.openapi(page, (c) => {
    const { code } = c.req.valid("param");
    if (!Object.hasOwn(problems, code)) throw new ProblemError("not-found");
    return c.body(problemPage(code as ProblemCode), 200, markdown);
  });

  const rulePageRoute = createRoute({
    operationId: "getRulePage",
    method: "get",
    path: "/docs/rules/{code}",
    tags: ["Reference"],
    summary: "Explain a rule that records are checked by, and what to do",
    description:
      "For the `code` of an error or warning about a record, or of what was noticed while a file was read (`source_warnings`). Markdown.",
    security: [],
    request: { params: z.strictObject({ code: z.string().describe("Code of the rule") }) },
    responses: {
      200: textAnswer("What the rule asks for and what to do", "text/markdown"),
      ...problemAnswers("not-found", "internal"),
    },
  });
  app.openapi(rulePageRoute, (c) => {
    const { code } = c.req.valid("param");
    if (Object.hasOwn(rules, code)) return c.body(rulePage(code as RuleCode), 200, markdown);
    const words = Object.hasOwn(readingRules, code) ? readingRules[code] : undefined;
    if (!words) throw new ProblemError("not-found");
    return c.body(readingPage(code, words), 200, markdown);
  });
  return app;
}
