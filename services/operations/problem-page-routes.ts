import { createRoute, z } from "@hono/zod-openapi";
import { problemAnswers } from "#http/answers.ts";
import { createApp } from "#http/app.ts";
import { ProblemError } from "#http/problem.ts";
import { type ProblemCode, problems } from "#schema/problems.ts";
import { problemPage } from "#services/generate/problem-pages.ts";

/** `GET /docs/problems/{code}`: where the `type` of a problem leads. Open to everybody. */
export function problemPageRoutes() {
  const app = createApp();
  const page = createRoute({
    operationId: "getProblemPage",
    method: "get",
    path: "/docs/problems/{code}",
    request: { params: z.strictObject({ code: z.string() }) },
    responses: {
      200: {
        description: "What the problem means and what to do",
        content: { "text/markdown": { schema: z.string() } },
      },
      ...problemAnswers("not-found", "internal"),
    },
  });
  app.openapi(page, (c) => {
    const { code } = c.req.valid("param");
    if (!Object.hasOwn(problems, code)) throw new ProblemError("not-found");
    return c.body(problemPage(code as ProblemCode), 200, { "content-type": "text/markdown; charset=utf-8" });
  });
  return app;
}
