import { createRoute, z } from "@hono/zod-openapi";
import { jsonAnswer, problemAnswers } from "#http/answers.ts";
import { type App, createApp } from "#http/app.ts";
import { ProblemError } from "#http/problem.ts";
import { catalogue, methodologyVersion } from "#indicators/catalogue.ts";
import { CalendarDate, Instant } from "#schema/calendar.ts";
import { pageParameters, pageUnder } from "./list-page.ts";
import { openFigure, OpenPlace } from "./open-figure.ts";
import { checkFormParameters, refusedParameter } from "./open-request.ts";
import { openGroup, openGroupName } from "./open-scope.ts";
import { GroupName, type ReadDeps, readProblems, workloadReader } from "./read-access.ts";
import { StatedBy } from "./stated-by.ts";

const OpenedItem = z
  .object({
    agency: z.string(),
    /** Left out for COVERAGE, which counts agencies. */
    workload: z.string().optional(),
    /** Left out for CONCENTRATION. */
    outcome: z.string().optional(),
    days: z.int().optional(),
    since: z.string().optional(),
    /** CONCENTRATION: the layer's providers, between which the workload's weight of 1 is spread. */
    providers: z
      .array(z.object({ provider: z.string(), weight: z.number(), jurisdiction: z.string().nullable() }))
      .optional(),
    /** What decided the outcome, by name. */
    facts: z.record(z.string(), z.unknown()),
    /** The push that stated the version that holds on the date; COVERAGE: the newest for a date not after it. */
    push: StatedBy.nullable(),
  })
  .meta({ id: "OpenedItem" });

const OpenedFigure = z
  .object({
    code: z.string(),
    group: z.string(),
    date: z.string(),
    known_at: z.string(),
    methodology: z.int(),
    items: z.array(OpenedItem),
    next: z.string().nullable(),
  })
  .meta({ id: "OpenedFigure" });

/** `GET /v1/figures/{code}/workloads`: what a figure counted, for whoever may see workloads. */
export function openRoute(deps: ReadDeps): App {
  const app = createApp();
  const { reading, sql } = deps;
  const route = createRoute({
    operationId: "openFigure",
    method: "get",
    path: "/v1/figures/{code}/workloads",
    request: {
      params: z.object({ code: z.string() }),
      query: z.strictObject({
        date: CalendarDate,
        known_at: Instant.optional(),
        group: GroupName.optional(),
        outcome: z.string().optional(),
        scenario: z.string().optional(),
        layer: z.string().optional(),
        ...pageParameters,
      }),
    },
    responses: {
      200: jsonAnswer("Workloads, or agencies, behind the figure", OpenedFigure),
      ...problemAnswers(...readProblems, "invalid-cursor"),
    },
  });
  app.openapi(route, async (c) => {
    const key = await workloadReader(c, deps);
    const { code } = c.req.valid("param");
    const indicator = catalogue.find((each) => each.code === code);
    if (!indicator) throw new ProblemError("not-found", { detail: "There is no such indicator." });
    const { date, known_at, group: asked, outcome, scenario, layer, limit, next } = c.req.valid("query");
    checkFormParameters(indicator, { outcome, scenario, layer });
    const name = openGroupName(key, asked);
    const page = await pageUnder(
      reading,
      { scope: ["open", code, date, name, outcome, scenario, layer], known_at, next, position: OpenPlace },
      async (standpoint, after) => {
        const group = openGroup(name, key, standpoint.registry);
        if (group.kind === "function" && !indicator.has_functions)
          throw refusedParameter("group", `expected no function: ${code} is not given by function`);
        const question = { indicator, date, group, outcome, scenario, layer, limit };
        return await openFigure({ clickhouse: reading.clickhouse, sql }, standpoint, question, after);
      },
    );
    return c.json({ code, group: name, date, methodology: methodologyVersion, ...page }, 200, {
      "cache-control": "no-store",
    });
  });
  return app;
}
