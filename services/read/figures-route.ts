import { createRoute, z } from "@hono/zod-openapi";
import { jsonAnswer, problemAnswers } from "#http/answers.ts";
import { type App, createApp } from "#http/app.ts";
import { catalogue, methodologyVersion } from "#indicators/catalogue.ts";
import { CalendarDate, Instant } from "#schema/calendar.ts";
import { Figure } from "./figure-schema.ts";
import { figuresOn } from "./figures.ts";
import { aggregateReader, GroupName, type ReadDeps, readProblems, repeated } from "./read-access.ts";
import { askedGroups, visibleAnswers } from "./visible-groups.ts";

const FiguresAnswer = z
  .object({
    date: z.string(),
    /** The vintage that was used: never later than the last entry of the ledger that is projected. */
    known_at: z.string(),
    methodology: z.int(),
    figures: z.record(z.string(), z.record(z.string(), Figure)),
  })
  .meta({ id: "FiguresAnswer" });

/** `GET /v1/figures`: aggregates of one date, for whoever may see them. */
export function figuresRoute(deps: ReadDeps): App {
  const app = createApp();
  const { reading, publicLevel } = deps;
  const route = createRoute({
    operationId: "getFigures",
    method: "get",
    path: "/v1/figures",
    request: {
      query: z.strictObject({
        date: CalendarDate,
        known_at: Instant.optional(),
        group: repeated(GroupName),
        code: repeated(z.enum(catalogue.map(({ code }) => code))),
      }),
    },
    responses: { 200: jsonAnswer("Figures by group and code", FiguresAnswer), ...problemAnswers(...readProblems) },
  });
  app.openapi(route, async (c) => {
    const key = await aggregateReader(c, deps);
    const { date, known_at, group, code } = c.req.valid("query");
    const indicators = catalogue.filter((indicator) => code?.includes(indicator.code) ?? true);
    const answer = await reading.under(known_at, async (standpoint) => {
      const { vintage, registry } = standpoint;
      const groups = group && askedGroups(group, key, publicLevel, registry);
      const figures = await figuresOn(reading.clickhouse, standpoint, { date, indicators, groups });
      return {
        date,
        known_at: vintage.known_at,
        methodology: methodologyVersion,
        figures: Object.fromEntries(visibleAnswers(figures, key, publicLevel, registry)),
      };
    });
    return c.json(answer, 200, { "cache-control": "no-store" });
  });
  return app;
}
