import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogue } from "#indicators/catalogue.ts";
import type { ReliabilityDebt } from "#indicators/reliability-debt/reliability-debt-of.ts";
import { debtItemKinds } from "#read/debt-items.ts";
import { type Figures, figuresOn } from "#read/figures.ts";
import { parseGroup } from "#read/groups.ts";
import { listDebt } from "#read/list-debt.ts";
import { openFigure, type OpenedItem } from "#read/open-figure.ts";
import { openReading, type Standpoint } from "#read/reading.ts";
import { fillWithCase } from "#services/cases/case-figures.ts";
import { caseFiles, caseNamed } from "#test/support/case-files.ts";
import { figureOfItems } from "#test/support/figure-of-items.ts";
import { type LedgerPush, ledgerPushes, statedLast } from "#test/support/stated-last.ts";
import { openTestStores, type TestStores } from "#test/support/stores.ts";

/** A quick run asks some cases once, each about the coalition and a group of every other kind; a nightly one asks all of all. */
const isNightly = process.env.NIGHTLY === "1";
const quickCases = ["case-105.json", "case-306.json", "case-401.json", "case-405.json"];
const files = isNightly ? caseFiles() : quickCases;

type Asked = Omit<Parameters<typeof openFigure>[2], "limit">;

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

describe.each(files.map((file, number) => [file, number] as const))("%s", (file, number) => {
  const world = caseNamed(file);
  let pushes: LedgerPush[];

  beforeAll(async () => {
    await fillWithCase(stores, world);
    pushes = await ledgerPushes(stores.sql);
  });

  const queries = isNightly ? world.queries : world.queries.slice(-1 - number).slice(0, 1);
  test.each(queries.map(({ date, known_at }) => [date, known_at] as const))(
    "what counts on %s as known at %s can be listed with the push that stated it, and adds up to the figures",
    async (date, known_at) => {
      const { clickhouse } = stores;
      await openReading(clickhouse).under(known_at, async (standpoint) => {
        const figures = await figuresOn(clickhouse, standpoint, { date, indicators: catalogue });
        const all = Object.keys(figures);
        const groups = isNightly ? all : oneOfEachKind(all, number);
        for (const group of groups) {
          await listsDebt(standpoint, date, group, figures[group]!);
          const asked = questions(figures, group, date);
          const listed = await Promise.all(asked.map((each) => listOf(standpoint, each)));
          expect(
            asked.map((each, place) => about(each, figureOfItems(each.indicator, listed[place]!, each.layer))),
          ).toEqual(asked.map((each) => about(each, publishedOf(figures[group]!, each))));
          const at = { date, sequence: standpoint.vintage.sequence };
          for (const { agency, workload, push } of listed.flat())
            if (workload !== undefined) expect(push).toEqual(statedLast(pushes, { agency, workload }, at));
        }
      });
    },
  );

  async function listsDebt(
    standpoint: Standpoint,
    date: string,
    group: string,
    figures: Figures[string],
  ): Promise<void> {
    const asked = { date, group: parseGroup(group)!, kinds: debtItemKinds, limit: 1000 };
    const { items } = await listDebt(stores, standpoint, asked, undefined);
    for (const kind of debtItemKinds) {
      const owed = items.filter((item) => item.kind === kind);
      const days = owed.reduce((sum, { age_days }) => sum + age_days, 0);
      const published = (figures.RELIABILITY_DEBT as ReliabilityDebt)[kind];
      expect({ items: owed.length, days }, `${kind} of ${group} on ${date}`).toEqual(published);
    }
    const findings = items.filter(({ kind }) => kind === "correction");
    const names = findings.map(({ agency, workload, finding }) => `${agency} ${workload} ${finding}`);
    expect(new Set(names).size).toBe(findings.length);
    for (const { opened_on, due_on } of findings) expect(opened_on <= date && due_on! < date).toBe(true);
  }

  test.runIf(isNightly || number === 0)(
    "pages say together what one page says, and the outcomes what all say",
    async () => {
      const { date, known_at } = world.queries.at(-1)!;
      const { clickhouse } = stores;
      await openReading(clickhouse).under(known_at, async (standpoint) => {
        const figures = await figuresOn(clickhouse, standpoint, { date, indicators: catalogue });
        const all = questions(figures, "coalition", date);
        const asked = isNightly
          ? all
          : all.filter((each, place) => all.findIndex((one) => isOfForm(one, each)) === place);
        for (const each of asked) {
          const items = await listOf(standpoint, each);
          expect(await inPages(standpoint, each, Math.max(1, Math.floor(items.length / 3)))).toEqual(items);
          for (const outcome of new Set(items.flatMap((item) => item.outcome ?? []))) {
            const ofOutcome = items.filter((item) => item.outcome === outcome);
            expect(await listOf(standpoint, { ...each, outcome })).toEqual(ofOutcome);
          }
        }
      });
    },
  );
});

const isOfForm = (one: Asked, other: Asked): boolean => one.indicator.form === other.indicator.form;

/** Of the groups of one kind the one at a place, or the last. */
function oneOfEachKind(groups: readonly string[], place: number): string[] {
  return ["coalition", "member", "agency", "function"].flatMap((kind) => {
    const names = groups.filter((name) => name.split(":")[0] === kind);
    return names.slice(Math.min(place, names.length - 1)).slice(0, 1);
  });
}

/** Every listing behind the figures of a group: of each code, of each scenario, of each layer, and of one more. */
function questions(figures: Figures, group: string, date: string): Asked[] {
  const about = { date, group: parseGroup(group)! };
  return catalogue
    .filter(({ code }) => figures[group]![code] !== undefined)
    .flatMap((indicator): Asked[] => {
      const names = Object.keys(figures[group]![indicator.code]!);
      if (indicator.form === "classes") return names.map((scenario) => ({ ...about, indicator, scenario }));
      if (indicator.form !== "concentration") return [{ ...about, indicator }];
      return [...names, "minerals"].map((layer) => ({ ...about, indicator, layer }));
    });
}

function publishedOf(figures: Figures[string], { indicator, scenario = "", layer = "" }: Asked): unknown {
  const figure = figures[indicator.code] as unknown as Record<string, unknown>;
  if (indicator.form === "classes") return figure[scenario];
  if (indicator.form === "concentration") return figure[layer];
  if (indicator.form !== "debt") return figure;
  const { testing, audit, unverified, correction } = figure;
  return { testing, audit, unverified, correction };
}

const about = ({ indicator: { code }, group, scenario, layer }: Asked, figure: unknown): object => ({
  code,
  group,
  scenario,
  layer,
  figure,
});

const listOf = async (standpoint: Standpoint, asked: Asked): Promise<OpenedItem[]> =>
  (await openFigure(stores, standpoint, { ...asked, limit: 1000 }, undefined)).items;

async function inPages(standpoint: Standpoint, asked: Asked, limit: number): Promise<OpenedItem[]> {
  const items: OpenedItem[] = [];
  for (let after: Parameters<typeof openFigure>[3]; ;) {
    const page = await openFigure(stores, standpoint, { ...asked, limit }, after);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    if (!page.last) return items;
    after = page.last;
  }
}
