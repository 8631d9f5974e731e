import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { jsonAnswer, problemAnswers } from "#http/answers.ts";
import { type App, createApp } from "#http/app.ts";
import { methodologyVersion } from "#indicators/catalogue.ts";
import { withdrawal } from "#indicators/withdrawal/indicator.ts";
import { type ClassCounts, withdrawalClasses } from "#indicators/withdrawal/withdrawal-classes.ts";
import { Scenario } from "#schema/parties.ts";
import { ClassCountsFigure } from "./figure-schema.ts";
import { figuresOn } from "./figures.ts";
import { pageParameters, pageUnder } from "./list-page.ts";
import { refusedParameter } from "./open-request.ts";
import { openGroup, openGroupName } from "./open-scope.ts";
import {
  aggregateKeys,
  aggregateReader,
  DateParameter,
  GroupsParameter,
  KnownAtParameter,
  type ReadDeps,
  readProblems,
  workloadReader,
} from "./read-access.ts";
import { askedGroups, visibleAnswers } from "./visible-groups.ts";
import { askedScenario, scenarioParts, unregisteredProviders } from "./withdrawal-scenario.ts";
import { withdrawnWorkloads, WithdrawnWorkload, WorkloadPlace } from "./withdrawal-workloads.ts";

const Asked = {
  date: z.string(),
  known_at: z.string(),
  methodology: z.int(),
  scenario: Scenario,
  unregistered_providers: z.array(z.string()).describe("Providers of the scenario that the registry does not have"),
};

const WithdrawalCounts = z
  .object({ ...Asked, classes: z.record(z.string(), ClassCountsFigure).describe("By group") })
  .meta({ id: "WithdrawalCounts" });

const WithdrawnWorkloads = z
  .object({ ...Asked, group: z.string(), items: z.array(WithdrawnWorkload), next: z.string().nullable() })
  .meta({ id: "WithdrawnWorkloads" });

const query = z.strictObject({
  date: DateParameter,
  known_at: KnownAtParameter,
  group: GroupsParameter,
  ...scenarioParts,
  workloads: z.enum(["true", "false"]).default("false").describe("List workloads instead of counting them"),
  class: z.enum(withdrawalClasses).optional().describe("Only workloads of this class; with workloads=true"),
  limit: pageParameters.limit.unwrap().optional().describe("Items of a page, 100 unless given; with workloads=true"),
  next: pageParameters.next,
});
type Query = z.infer<typeof query>;

/** `GET /v1/withdrawal`: what any providers' and jurisdictions' withdrawal would do, by class; the workloads, for who may see them. */
export function withdrawalRoute(deps: ReadDeps): App {
  const app = createApp();
  const route = createRoute({
    operationId: "getWithdrawal",
    tags: ["Figures"],
    summary: "Work out what the withdrawal of providers or jurisdictions would do",
    description:
      "Counts by group and class; with `workloads=true` one page of the workloads, for keys of an officer or an administrator only. The scenario need not be in the registry.",
    security: aggregateKeys,
    method: "get",
    path: "/v1/withdrawal",
    request: { query },
    responses: {
      200: jsonAnswer(
        "Counts by group and class, or a page of workloads",
        z.union([WithdrawalCounts, WithdrawnWorkloads]),
      ),
      ...problemAnswers(...readProblems, "invalid-cursor"),
    },
  });
  app.openapi(route, async (c) => {
    const asked = c.req.valid("query");
    const answer = asked.workloads === "true" ? await workloadsOf(c, deps, asked) : await countsOf(c, deps, asked);
    return c.json(answer, 200, { "cache-control": "no-store" });
  });
  return app;
}

async function countsOf(c: Context, deps: ReadDeps, asked: Query): Promise<z.infer<typeof WithdrawalCounts>> {
  const key = await aggregateReader(c, deps);
  const { reading, publicLevel } = deps;
  const { date, known_at, group } = asked;
  for (const parameter of ["class", "limit", "next"] as const)
    if (asked[parameter] !== undefined) throw refusedParameter(parameter, "expected nothing without workloads=true");
  const scenario = askedScenario(asked);
  return await reading.under(known_at, async ({ vintage, registry }) => {
    const groups = group && askedGroups(group, key, publicLevel, registry);
    // A figure of a registry that has this scenario and no other.
    const supposed = { ...registry, scenarios: new Map([["asked", scenario]]) };
    const question = { date, indicators: [withdrawal], groups };
    const figures = await figuresOn(reading.clickhouse, { vintage, registry: supposed }, question);
    return {
      date,
      known_at: vintage.known_at,
      methodology: methodologyVersion,
      scenario,
      unregistered_providers: unregisteredProviders(scenario, registry),
      classes: Object.fromEntries(
        visibleAnswers(figures, key, publicLevel, registry).map(([name, { WITHDRAWAL }]) => [
          name,
          (WITHDRAWAL as { asked: ClassCounts }).asked,
        ]),
      ),
    };
  });
}

async function workloadsOf(c: Context, deps: ReadDeps, asked: Query): Promise<z.infer<typeof WithdrawnWorkloads>> {
  const key = await workloadReader(c, deps);
  const { reading, sql } = deps;
  const { date, known_at, group: groups = [], class: onlyClass, limit = 100, next } = asked;
  if (groups.length > 1) throw refusedParameter("group", "expected at most one with workloads=true");
  const scenario = askedScenario(asked);
  const name = openGroupName(key, groups[0]);
  let unregistered_providers: string[] = [];
  const page = await pageUnder(
    reading,
    { scope: ["withdrawal", date, name, scenario, onlyClass], known_at, next, position: WorkloadPlace },
    async (standpoint, after) => {
      unregistered_providers = unregisteredProviders(scenario, standpoint.registry);
      const question = { scenario, date, group: openGroup(name, key, standpoint.registry), onlyClass, limit };
      return await withdrawnWorkloads({ clickhouse: reading.clickhouse, sql }, standpoint, question, after);
    },
  );
  return { date, methodology: methodologyVersion, scenario, unregistered_providers, group: name, ...page };
}
