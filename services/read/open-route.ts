import { createRoute, z } from "@hono/zod-openapi";
import { jsonAnswer, problemAnswers } from "#http/answers.ts";
import { type App, createApp } from "#http/app.ts";
import { ProblemError } from "#http/problem.ts";
import { catalogue, methodologyVersion } from "#indicators/catalogue.ts";
import { pageParameters, pageUnder } from "./list-page.ts";
import { openFigure, OpenPlace } from "./open-figure.ts";
import { checkFormParameters, refusedParameter } from "./open-request.ts";
import { openGroup, openGroupName } from "./open-scope.ts";
import {
  DateParameter,
  OneGroupParameter,
  KnownAtParameter,
  type ReadDeps,
  readProblems,
  workloadKeys,
  workloadReader,
} from "./read-access.ts";
import { StatedBy } from "./stated-by.ts";

const OpenedItem = z
  .object({
    agency: z.string(),
    workload: z.string().optional().describe("Left out for COVERAGE, which counts agencies"),
    outcome: z.string().optional().describe("Left out for CONCENTRATION"),
    days: z.int().optional(),
    since: z.string().optional(),
    providers: z
      .array(z.object({ provider: z.string(), weight: z.number(), jurisdiction: z.string().nullable() }))
      .optional()
      .describe("CONCENTRATION: the layer's providers, between which the workload's weight of 1 is spread"),
    facts: z.record(z.string(), z.unknown()).describe("What decided the outcome, by name"),
    push: StatedBy.nullable().describe(
      "The one that stated the version that holds on the date; COVERAGE: the newest for a date not after it",
    ),
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
    tags: ["Workloads"],
    summary: "List the workloads behind a figure",
    description:
      "What each counts as and the facts that decided it. The counts of all pages by outcome are the figure's. COVERAGE counts agencies and lists them.",
    security: workloadKeys,
    method: "get",
    path: "/v1/figures/{code}/workloads",
    request: {
      params: z.object({ code: z.string().describe("The indicator") }),
      query: z.strictObject({
        date: DateParameter,
        known_at: KnownAtParameter,
        group: OneGroupParameter,
        outcome: z
          .string()
          .optional()
          .describe("Only those that count so; what there is depends on the code: `yes`, `unknown`, `no` for shares"),
        scenario: z.string().optional().describe("WITHDRAWAL needs one of the registry, other codes take none"),
        layer: z.string().optional().describe("CONCENTRATION needs one, other codes take none"),
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
