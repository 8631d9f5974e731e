import { z } from "@hono/zod-openapi";
import type { ClickHouse } from "#db/clickhouse.ts";
import type { Sql } from "#db/postgres.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { newestPushes } from "#ledger/newest-pushes.ts";
import type { StatingPush } from "#ledger/holding-pushes.ts";
import { debtFindings } from "./debt-findings.ts";
import { debtItems, DebtPlace, debtPlace } from "./debt-items.ts";
import { factNamesOf, factWords } from "./fact-words.ts";
import type { Group } from "./groups.ts";
import { type Page, pageOf, type Place } from "./list-page.ts";
import { openAgencies } from "./open-agencies.ts";
import { openClasses } from "./open-classes.ts";
import { openDurations } from "./open-durations.ts";
import { openProviders } from "./open-providers.ts";
import type { OpenedRow, OpenQuestion } from "./open-question.ts";
import { type FormParameters, namedScenario, outcomesOf } from "./open-request.ts";
import { openShares } from "./open-shares.ts";
import type { OverdueFinding } from "./overdue-findings.ts";
import type { Standpoint } from "./reading.ts";
import { pushOf, statedBy } from "./stated-by.ts";

export type OpenedItem = Omit<OpenedRow, "workload"> & {
  /** Left out where agencies are counted. */
  workload?: string;
  push: StatingPush | null;
};

/** Where a page ends: agency and workload, and what tells apart several items of one workload. */
export const OpenPlace = z.union([DebtPlace, z.tuple([z.string(), z.string()])]);
type OpenPlace = z.infer<typeof OpenPlace>;

export interface OpenStores {
  clickhouse: ClickHouse;
  sql: Sql;
}

/** One page of what a figure counted: methodology section 5, a row for each workload, item of debt, or agency. */
export async function openFigure(
  stores: OpenStores,
  { vintage, registry }: Pick<Standpoint, "vintage" | "registry">,
  asked: FormParameters & { indicator: Indicator; date: string; group: Group; limit: number },
  after: Place<OpenPlace>,
): Promise<Page<OpenedItem, OpenPlace>> {
  const { indicator, date, group, limit, outcome, scenario = "", layer = "" } = asked;
  const { clickhouse, sql } = stores;
  const question: OpenQuestion = {
    indicator,
    date,
    vintage,
    registry,
    group,
    outcomes: outcome === undefined ? outcomesOf[indicator.form] : [outcome],
    // One more than the page holds, to see whether there is another page.
    count: limit + 1,
  };
  const at = { date, sequence: vintage.sequence };
  const workload = after && { agency: after[0], workload: after[1] };

  const withPushes = async (rows: readonly OpenedRow[]): Promise<Page<OpenedItem, OpenPlace>> => {
    const page = pageOf(rows, limit, (row): OpenPlace => [row.agency, row.workload]);
    const stated = await statedBy(sql, page.items, at);
    return { ...page, items: stated.map(({ held, ...row }) => ({ ...row, push: pushOf(held) })) };
  };

  if (indicator.unit === "agency") {
    const page = pageOf(await openAgencies(clickhouse, question, after?.[0]), limit, ({ agency }): OpenPlace => [
      agency,
      "",
    ]);
    const agencies = page.items.map(({ agency }) => agency);
    const pushes = await newestPushes(sql, agencies, at);
    return { ...page, items: page.items.map((item) => ({ ...item, push: pushes.get(item.agency) ?? null })) };
  }
  switch (indicator.form) {
    case "share":
      return await withPushes(await openShares(clickhouse, question, workload));
    case "duration":
      return await withPushes(await openDurations(clickhouse, question, workload));
    case "classes":
      return await withPushes(await openClasses(clickhouse, question, namedScenario(scenario, registry), workload));
    case "concentration":
      return await withPushes(await openProviders(clickhouse, question, layer, workload));
    case "debt":
      return await openDebt(stores, question, { limit, after: after?.length === 5 ? after : undefined });
  }
}

async function openDebt(
  { clickhouse, sql }: OpenStores,
  question: OpenQuestion,
  { limit, after }: { limit: number; after: Place<DebtPlace> },
): Promise<Page<OpenedItem, OpenPlace>> {
  const { indicator, date, vintage } = question;
  const page = pageOf(await debtItems(clickhouse, question, after), limit, debtPlace);
  const looked = factNamesOf(indicator);
  const stated = await debtFindings(sql, page.items, { date, sequence: vintage.sequence });
  return {
    ...page,
    items: stated.map(({ agency, workload, kind, since, age_days, facts, finding, held }) => ({
      agency,
      workload,
      outcome: kind,
      since,
      days: age_days,
      facts: finding ? findingWords(finding) : factWords(facts, looked),
      push: pushOf(held),
    })),
  };
}

const findingWords = ({ id, kind, severity, opened_on, due_on }: OverdueFinding): Record<string, unknown> => ({
  finding: id,
  kind,
  severity,
  opened_on,
  due_on,
});
