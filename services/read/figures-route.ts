import { createRoute, z } from "@hono/zod-openapi";
import { jsonAnswer, problemAnswers } from "#http/answers.ts";
import { type App, createApp } from "#http/app.ts";
import { catalogue, methodologyVersion } from "#indicators/catalogue.ts";
import { Figure } from "./figure-schema.ts";
import { figuresOn } from "./figures.ts";
import {
  aggregateKeys,
  aggregateReader,
  DateParameter,
  GroupsParameter,
  KnownAtParameter,
  type ReadDeps,
  readProblems,
  repeated,
} from "./read-access.ts";
import { askedGroups, visibleAnswers } from "./visible-groups.ts";

export const FiguresAnswer = z
  .object({
    date: z.string(),
    known_at: z
      .string()
      .describe("The vintage that was used: never later than the last entry of the ledger that is projected"),
    methodology: z.int().describe("Version of the methodology"),
    figures: z.record(z.string(), z.record(z.string(), Figure)).describe("By group, then by code"),
  })
  .meta({ id: "FiguresAnswer" });

/** `GET /v1/figures`: aggregates of one date, for whoever may see them. */
export function figuresRoute(deps: ReadDeps): App {
  const app = createApp();
  const { reading, publicLevel } = deps;
  const route = createRoute({
    operationId: "getFigures",
    tags: ["Figures"],
    summary: "Read figures of a date",
    description:
      "Every figure that the key may see, or those of the groups and codes asked for, as known at an instant. A group that does not exist and one that the key may not see are both 404.",
    security: aggregateKeys,
    method: "get",
    path: "/v1/figures",
    request: {
      query: z.strictObject({
        date: DateParameter,
        known_at: KnownAtParameter,
        group: GroupsParameter,
        code: repeated(z.enum(catalogue.map(({ code }) => code))).describe("May repeat; every indicator unless given"),
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
