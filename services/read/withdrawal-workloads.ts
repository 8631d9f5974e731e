import { z } from "@hono/zod-openapi";
import { withdrawal } from "#indicators/withdrawal/indicator.ts";
import { type WithdrawalClass, withdrawalClasses } from "#indicators/withdrawal/withdrawal-classes.ts";
import type { Scenario } from "#schema/parties.ts";
import { answerWords } from "./fact-words.ts";
import type { Group } from "./groups.ts";
import { type Page, pageOf, type Place } from "./list-page.ts";
import { type OpenedClass, type OpenedFallback, openClasses } from "./open-classes.ts";
import type { OpenStores } from "./open-figure.ts";
import type { Standpoint } from "./reading.ts";
import { pushOf, StatedBy, statedBy } from "./stated-by.ts";

const Fallback = z
  .object({
    provider: z.string().nullable(),
    jurisdiction: z.string().nullable(),
    withdrawn: z.enum(answerWords),
    tested_minutes: z.int().nullable(),
    declared_minutes: z.int().nullable(),
  })
  .meta({ id: "WithdrawalFallback" });

export const WithdrawnWorkload = z
  .object({
    agency: z.string(),
    workload: z.string(),
    class: z.enum(withdrawalClasses),
    hit: z.enum(answerWords),
    hit_by: z.array(z.string()).describe("`provider:ID` and `jurisdiction:XX` of the scenario that it is exposed to"),
    fallbacks: z
      .array(Fallback)
      .nullable()
      .describe("Those that are there on the date; null where fallbacks were not reported"),
    carried_by: Fallback.nullable().describe(
      "The fallback that puts it into its class: the fastest of those that would take over; null where none would for certain",
    ),
    push: StatedBy.describe("The one that stated the version that holds on the date"),
  })
  .meta({ id: "WithdrawnWorkload" });
type WithdrawnWorkload = z.infer<typeof WithdrawnWorkload>;

/** Agency and workload. */
export const WorkloadPlace = z.tuple([z.string(), z.string()]);
type WorkloadPlace = z.infer<typeof WorkloadPlace>;

export interface WithdrawnQuestion {
  scenario: Scenario;
  /** YYYY-MM-DD */
  date: string;
  group: Group;
  /** Only workloads of this class; of every class when it is left out. */
  onlyClass: WithdrawalClass | undefined;
  limit: number;
}

/** One page of the workloads that a scenario's class counts are about, with what makes each one's class. */
export async function withdrawnWorkloads(
  { clickhouse, sql }: OpenStores,
  { vintage, registry }: Pick<Standpoint, "vintage" | "registry">,
  { scenario, date, group, onlyClass, limit }: WithdrawnQuestion,
  after: Place<WorkloadPlace>,
): Promise<Page<WithdrawnWorkload, WorkloadPlace>> {
  const outcomes = onlyClass === undefined ? withdrawalClasses : [onlyClass];
  // One more than the page holds, to see whether there is another page.
  const question = { indicator: withdrawal, date, vintage, registry, group, outcomes, count: limit + 1 };
  const rows = await openClasses(clickhouse, question, scenario, after && { agency: after[0], workload: after[1] });
  const page = pageOf(rows, limit, ({ agency, workload }): WorkloadPlace => [agency, workload]);
  const stated = await statedBy(sql, page.items, { date, sequence: vintage.sequence });
  return {
    ...page,
    items: stated.map(({ agency, workload, outcome, facts, held }) => ({
      agency,
      workload,
      class: outcome,
      ...facts,
      carried_by: carrierOf(outcome, facts),
      push: pushOf(held),
    })),
  };
}

/** Of several that would take over, the fastest; beyond the notice it says how long the interruption lasts. */
function carrierOf(outcome: WithdrawalClass, { fallbacks }: OpenedClass["facts"]): OpenedFallback | null {
  const minutesOf = minutesThatCarry[outcome];
  const timed = (fallbacks ?? []).flatMap((fallback) => {
    const minutes = fallback.withdrawn === "no" ? minutesOf(fallback) : null;
    return minutes === null ? [] : [{ fallback, minutes }];
  });
  const [fastest] = timed.toSorted((left, right) => left.minutes - right.minutes);
  return fastest?.fallback ?? null;
}

const none = (): null => null;

/** The time of a fallback that can put a workload into the class; null for one that cannot. */
const minutesThatCarry: Record<WithdrawalClass, (fallback: OpenedFallback) => number | null> = {
  unaffected: none,
  continues_tested: ({ tested_minutes }) => tested_minutes,
  continues_untested: ({ tested_minutes, declared_minutes }) => (tested_minutes === null ? declared_minutes : null),
  interrupted: ({ tested_minutes, declared_minutes }) => tested_minutes ?? declared_minutes,
  dark: none,
  unknown: none,
};
