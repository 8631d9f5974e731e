import { createRoute, z } from "@hono/zod-openapi";
import { jsonAnswer, problemAnswers } from "#http/answers.ts";
import { type App, createApp } from "#http/app.ts";
import { catalogue, methodologyVersion } from "#indicators/catalogue.ts";
import { ClassCountsFigure, Figure } from "./figure-schema.ts";
import type { Group } from "./groups.ts";
import { pageParameters, pageUnder } from "./list-page.ts";
import { listRevisions, RevisionPlace } from "./revisions/list-revisions.ts";
import { namedScenario, refusedParameter } from "./open-request.ts";
import {
  aggregateKeys,
  aggregateReader,
  DateParameter,
  GroupName,
  KnownAtParameter,
  type ReadDeps,
  readProblems,
} from "./read-access.ts";
import { explainRevisions, RevisionCause } from "./revisions/revision-causes.ts";
import { askedGroups, maySee } from "./visible-groups.ts";

const RevisedFigure = z
  .union([Figure, ClassCountsFigure])
  .nullable()
  .describe("Null while the group, or the scenario, was not known");

const Revision = z
  .object({
    known_at: z.string().describe("From when on the new figure holds"),
    old: RevisedFigure,
    new: RevisedFigure,
    cause: RevisionCause,
  })
  .meta({ id: "Revision" });

const Revisions = z
  .object({
    code: z.string(),
    group: z.string(),
    date: z.string(),
    known_at: z.string(),
    methodology: z.int(),
    items: z.array(Revision),
    next: z.string().nullable(),
  })
  .meta({ id: "Revisions" });

/** `GET /v1/revisions`: how the figure of one date changed with what became known, for whoever may see it. */
export function revisionsRoute(deps: ReadDeps): App {
  const app = createApp();
  const { reading, publicLevel, sql } = deps;
  const route = createRoute({
    operationId: "listRevisions",
    tags: ["Figures"],
    summary: "List how a figure of one date changed with what became known",
    description: "Each revision with the entry of the ledger that made it. What the key may not see is not named.",
    security: aggregateKeys,
    method: "get",
    path: "/v1/revisions",
    request: {
      query: z.strictObject({
        code: z.enum(catalogue.map(({ code }) => code)).describe("The indicator"),
        group: GroupName,
        date: DateParameter,
        known_at: KnownAtParameter,
        scenario: z.string().optional().describe("One scenario of WITHDRAWAL instead of all"),
        ...pageParameters,
      }),
    },
    responses: {
      200: jsonAnswer("Revisions, the oldest first", Revisions),
      ...problemAnswers(...readProblems, "invalid-cursor"),
    },
  });
  app.openapi(route, async (c) => {
    const key = await aggregateReader(c, deps);
    const { code, group: name, date, known_at, scenario, limit, next } = c.req.valid("query");
    const indicator = catalogue.find((each) => each.code === code);
    if (!indicator) throw refusedParameter("code", "expected a code of the catalogue");
    if (scenario !== undefined && indicator.form !== "classes")
      throw refusedParameter("scenario", `expected nothing for ${code}`);
    const page = await pageUnder(
      reading,
      { scope: ["revisions", code, name, date, scenario], known_at, next, position: RevisionPlace },
      async (standpoint, after) => {
        const { registry } = standpoint;
        const [group] = askedGroups([name], key, publicLevel, registry);
        if (!group || (group.kind === "function" && !indicator.has_functions))
          throw refusedParameter("group", `expected no function: ${code} is not given by function`);
        if (scenario !== undefined) namedScenario(scenario, registry);
        const question = { indicator, scenario, group, date, limit };
        const { items, last } = await listRevisions(reading.clickhouse, standpoint, question, after);
        const seen = (each: Group): boolean => maySee(each, key, publicLevel, registry);
        return { items: await explainRevisions(sql, items, seen), last };
      },
    );
    return c.json({ code, group: name, date, methodology: methodologyVersion, ...page }, 200, {
      "cache-control": "no-store",
    });
  });
  return app;
}
