import { createRoute, z } from "@hono/zod-openapi";
import type { ClickHouse } from "#db/clickhouse.ts";
import { jsonAnswer, problemAnswers } from "#http/answers.ts";
import { type App, createApp } from "#http/app.ts";
import { ProblemError } from "#http/problem.ts";
import { methodologyVersion } from "#indicators/catalogue.ts";
import { type PrecomputedNotice, precomputedNotices } from "#indicators/single-withdrawals.ts";
import { type ClassCounts, classCounts } from "#indicators/withdrawal/withdrawal-classes.ts";
import { Jurisdiction } from "#schema/jurisdictions.ts";
import { PartyId } from "#schema/workload.ts";
import { cutFor } from "./cut.ts";
import { ClassCountsFigure } from "./figure-schema.ts";
import { figuresOn } from "./figures.ts";
import { type Group, groupName } from "./groups.ts";
import { knownRegistry } from "./known-registry.ts";
import { refusedParameter } from "./open-request.ts";
import {
  aggregateKeys,
  aggregateReader,
  DateParameter,
  GroupsParameter,
  type ReadDeps,
  readProblems,
} from "./read-access.ts";
import type { Standpoint } from "./reading.ts";
import { askedGroups, visibleAnswers } from "./visible-groups.ts";
import { precomputedClassesOn, readWithdrawalMark, type SingleWithdrawal } from "./withdrawal-aggregates.ts";

const WithdrawalAggregates = z
  .object({
    date: z.string(),
    known_at: z.string().describe("What is precomputed goes up to this instant; the watermark may be later"),
    methodology: z.int(),
    name: z.string(),
    notice_minutes: z.int(),
    is_registered: z.boolean().describe("Whether the registry has the provider"),
    classes: z.record(z.string(), ClassCountsFigure),
  })
  .meta({ id: "WithdrawalAggregates" });

/** `GET /v1/withdrawal/aggregates`: one provider's or jurisdiction's withdrawal, as precomputed. */
export function withdrawalAggregatesRoute(deps: ReadDeps): App {
  const app = createApp();
  const { reading, publicLevel } = deps;
  const { clickhouse } = reading;
  const route = createRoute({
    operationId: "getWithdrawalAggregates",
    tags: ["Figures"],
    summary: "Read what one provider's or jurisdiction's withdrawal would do, as precomputed",
    description:
      "Faster than working it out, for single names and the usual notices. `known_at` may lie before the watermark.",
    security: aggregateKeys,
    method: "get",
    path: "/v1/withdrawal/aggregates",
    request: {
      query: z.strictObject({
        date: DateParameter,
        name: z.string().describe("`provider:ID` or `jurisdiction:XX`"),
        notice_minutes: z.enum(precomputedNotices.map(String)).describe("How long before it is known, in minutes"),
        group: GroupsParameter,
      }),
    },
    responses: {
      200: jsonAnswer("Counts by group and class", WithdrawalAggregates),
      ...problemAnswers(...readProblems),
    },
  });
  app.openapi(route, async (c) => {
    const key = await aggregateReader(c, deps);
    const { date, name, notice_minutes: minutes, group } = c.req.valid("query");
    const notice_minutes = Number(minutes) as PrecomputedNotice;
    const single: SingleWithdrawal = { ...nameParts(name), notice_minutes };
    const answer = await reading.under(undefined, async (latest) => {
      const { vintage, registry } = await precomputedStandpoint(clickhouse, latest);
      const groups = group && askedGroups(group, key, publicLevel, registry);
      const classes = await classesByGroup(clickhouse, { vintage, registry }, { single, date, groups });
      return {
        date,
        known_at: vintage.known_at,
        methodology: methodologyVersion,
        name,
        notice_minutes,
        is_registered: single.kind === "jurisdiction" || registry.providers.has(single.id),
        classes: Object.fromEntries(visibleAnswers(classes, key, publicLevel, registry)),
      };
    });
    return c.json(answer, 200, { "cache-control": "no-store" });
  });
  return app;
}

function nameParts(name: string): Pick<SingleWithdrawal, "kind" | "id"> {
  const separator = name.indexOf(":");
  const [kind, id] = [name.slice(0, separator), name.slice(separator + 1)];
  if (kind === "provider" && PartyId.safeParse(id).success) return { kind, id };
  if (kind === "jurisdiction" && Jurisdiction.safeParse(id).success) return { kind, id };
  throw refusedParameter("name", "expected provider:ID, or jurisdiction:XX with a code of ISO 3166-1");
}

type Known = Pick<Standpoint, "vintage" | "registry">;

/** What was known when withdrawals were precomputed. */
async function precomputedStandpoint(clickhouse: ClickHouse, latest: Known): Promise<Known> {
  const mark = await readWithdrawalMark(clickhouse, latest.vintage.sequence);
  if (mark) {
    const vintage = { ...mark, registry_sequence: mark.sequence };
    return { vintage, registry: await knownRegistry(clickhouse, mark.sequence) };
  }
  if (latest.vintage.sequence === 0) return latest;
  throw new ProblemError("store-unavailable", { detail: "Withdrawals are being precomputed." });
}

async function classesByGroup(
  clickhouse: ClickHouse,
  known: Known,
  { single, date, groups }: { single: SingleWithdrawal; date: string; groups: readonly Group[] | undefined },
): Promise<Record<string, ClassCounts>> {
  const { vintage, registry } = known;
  const cut = cutFor(groups, registry, date);
  const counted = new Map<string, Partial<ClassCounts>>();
  for (const row of await precomputedClassesOn(clickhouse, single, { date, vintage, cut })) {
    for (const group of cut.groupsOf(row)) {
      const counts = counted.get(groupName(group)) ?? {};
      counts[row.class] = (counts[row.class] ?? 0) + row.count;
      counted.set(groupName(group), counts);
    }
  }
  // Which groups are listed does not depend on what is asked about them.
  const listed = groups
    ? groups.map(groupName)
    : Object.keys(await figuresOn(clickhouse, known, { date, indicators: [] }));
  return Object.fromEntries(listed.map((name) => [name, classCounts(counted.get(name) ?? {})]));
}
