import { createRoute, z } from "@hono/zod-openapi";
import { jsonAnswer, problemAnswers } from "#http/answers.ts";
import { type App, createApp } from "#http/app.ts";
import { catalogue, methodologyVersion } from "#indicators/catalogue.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { CalendarDate } from "#schema/calendar.ts";
import { refusedParameter } from "./open-request.ts";
import {
  aggregateKeys,
  aggregateReader,
  GroupName,
  KnownAtParameter,
  type ReadDeps,
  readProblems,
} from "./read-access.ts";
import { openGroupStocks } from "./series/group-stocks.ts";
import { reasons } from "./series/reason-for.ts";
import { seriesOf } from "./series/series-of.ts";
import { periodEnds, type Step, steps } from "./series/span.ts";
import { askedGroups } from "./visible-groups.ts";

/** Three years of days; fewer where each point costs as much as a figure. */
const mostPoints = {
  share: 1_100,
  debt: 1_100,
  duration: 40,
  classes: 40,
  concentration: 40,
} as const satisfies Record<Indicator["form"], number>;

const SeriesPoint = z
  .looseObject({
    date: z.string().describe("The last day of the period"),
    reason: z
      .enum(reasons)
      .optional()
      .describe("Why there is no number; the first that applies, left out when none does"),
  })
  .meta({ id: "SeriesPoint", description: "A date with the numbers of the code's figure on it" });

export const SeriesAnswer = z
  .object({
    code: z.string(),
    group: z.string(),
    step: z.enum(steps),
    known_at: z.string(),
    methodology: z.int(),
    points: z.array(SeriesPoint),
  })
  .meta({ id: "SeriesAnswer" });

/** `GET /v1/series`: one figure over time, for whoever may see it on any date. */
export function seriesRoute(deps: ReadDeps): App {
  const app = createApp();
  const { reading, publicLevel } = deps;
  const { clickhouse } = reading;
  const sources = { clickhouse, groupStocks: openGroupStocks(clickhouse) };
  const route = createRoute({
    operationId: "getSeries",
    tags: ["Figures"],
    summary: "Read one figure over time",
    description:
      "One point a period, on its last day, with the numbers that `GET /v1/figures` gives for that day; dates are `from <= date < until`. At most 1,100 points, 40 for DEPLOY_SPEED, CONCENTRATION and WITHDRAWAL.",
    security: aggregateKeys,
    method: "get",
    path: "/v1/series",
    request: {
      query: z.strictObject({
        code: z.enum(catalogue.map(({ code }) => code)).describe("The indicator"),
        group: GroupName,
        from: CalendarDate.describe("The first day"),
        until: CalendarDate.describe("The first day that is no longer asked for"),
        step: z.enum(steps).default("day").describe("Length of a period; weeks end on Sunday"),
        known_at: KnownAtParameter,
      }),
    },
    responses: {
      200: jsonAnswer("The figure on the last day of each period", SeriesAnswer),
      ...problemAnswers(...readProblems),
    },
  });
  app.openapi(route, async (c) => {
    const key = await aggregateReader(c, deps);
    const { code, group: name, from, until, step, known_at } = c.req.valid("query");
    const indicator = catalogue.find((each) => each.code === code);
    if (!indicator) throw refusedParameter("code", "expected the code of an indicator");
    const points = pointsOf(indicator, { step, from, until });
    const reader = [key?.kind, key?.member, key?.agency];
    const text = await reading.remembered(
      known_at,
      ["series", code, name, from, until, step, reader],
      async (standpoint) => {
        const [group] = askedGroups([name], key, publicLevel, standpoint.registry);
        if (!group || (group.kind === "function" && !indicator.has_functions))
          throw refusedParameter("group", `expected no function: ${code} is not given by function`);
        const series = await seriesOf(sources, standpoint, { indicator, group, span: { step, points } });
        return JSON.stringify({
          code,
          group: name,
          step,
          known_at: standpoint.vintage.known_at,
          methodology: methodologyVersion,
          // Figures are nobody else's: adding to each costs a third of making another.
          points: series.map(({ date, figure, reason }) => Object.assign(figure, { date, reason })),
        });
      },
    );
    // The text is kept, and it is that of a SeriesAnswer.
    return c.body(text, 200, { "content-type": "application/json", "cache-control": "no-store" }) as never;
  });
  return app;
}

function pointsOf(
  { code, form }: Indicator,
  { step, from, until }: { step: Step; from: string; until: string },
): number[] {
  if (until <= from) throw refusedParameter("until", `expected a date after from, found ${until}`);
  const most = mostPoints[form];
  const points = periodEnds(step, from, until, most);
  if (points.length > most)
    throw refusedParameter(
      "until",
      `expected at most ${most} points of ${code} from ${from} on: an earlier date, or a longer step`,
    );
  return points;
}
