import { createRoute, z } from "@hono/zod-openapi";
import { jsonAnswer, problemAnswers } from "#http/answers.ts";
import { type App, createApp } from "#http/app.ts";
import { ProblemError } from "#http/problem.ts";
import { catalogue, methodologyVersion } from "#indicators/catalogue.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { versionsOf } from "#indicators/version-digests.ts";

const IndicatorWords = z
  .object({
    code: z.string(),
    version: z.int(),
    title: z.string(),
    statement: z.string(),
    definition: z.string(),
    why: z.string(),
    how_to_read: z.string(),
    limits: z.string(),
    source: z.string(),
    unit: z.enum(["workload", "agency"]),
    form: z.enum(["share", "debt", "duration", "classes", "concentration"]),
    has_functions: z.boolean(),
    sql: z.string(),
    history: z.array(
      z.object({ version: z.int(), methodology: z.int(), changed: z.string(), digest: z.string() }).meta({
        id: "IndicatorVersion",
      }),
    ),
  })
  .meta({ id: "Indicator" });

const Catalogue = z.object({ methodology: z.int(), indicators: z.array(IndicatorWords) }).meta({ id: "Catalogue" });

/** Words never change while the process runs; behind a proxy they may be kept for a while. */
const headers = { "cache-control": "public, max-age=300" };

/** `GET /v1/indicators` and `GET /v1/indicators/{code}`: open to everybody, whatever key they send. */
export function indicatorsRoute(): App {
  const app = createApp();
  const indicators = catalogue.map(wordsOf);

  const list = createRoute({
    operationId: "listIndicators",
    tags: ["Reference"],
    summary: "Read what every indicator means",
    description: "In the order of publication, with the SQL that judges a row and the history of versions.",
    security: [],
    method: "get",
    path: "/v1/indicators",
    request: { query: z.strictObject({}) },
    responses: {
      200: jsonAnswer("Every indicator, in the order of publication", Catalogue),
      ...problemAnswers("invalid-parameter", "internal"),
    },
  });
  app.openapi(list, (c) => c.json({ methodology: methodologyVersion, indicators }, 200, headers));

  const get = createRoute({
    operationId: "getIndicator",
    tags: ["Reference"],
    summary: "Read what one indicator means",
    description: "The same words as in the methodology.",
    security: [],
    method: "get",
    path: "/v1/indicators/{code}",
    request: { params: z.strictObject({ code: z.string().describe("The indicator") }), query: z.strictObject({}) },
    responses: {
      200: jsonAnswer("What an indicator measures, and how", IndicatorWords),
      ...problemAnswers("invalid-parameter", "not-found", "internal"),
    },
  });
  app.openapi(get, (c) => {
    const { code } = c.req.valid("param");
    const found = indicators.find((indicator) => indicator.code === code);
    if (!found) {
      const codes = indicators.map((indicator) => indicator.code).join(", ");
      throw new ProblemError("not-found", { detail: `There is no such indicator; there are ${codes}.` });
    }
    return c.json(found, 200, headers);
  });
  return app;
}

const wordsOf = (indicator: Indicator): z.infer<typeof IndicatorWords> => ({
  ...indicator,
  history: versionsOf(indicator),
});
