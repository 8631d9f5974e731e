import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { covers, membershipsOf } from "#derivation/registry-state.ts";
import { catalogue } from "#indicators/catalogue.ts";
import { figuresOn } from "#read/figures.ts";
import type { Figure } from "#read/group-totals.ts";
import { groupExists, groupName, parseGroup } from "#read/groups.ts";
import { knownRegistry } from "#read/known-registry.ts";
import { listRevisions, type Revision, type RevisionQuestion } from "#read/revisions/list-revisions.ts";
import type { Standpoint } from "#read/reading.ts";
import { dayOf } from "#schema/calendar.ts";
import type { Member } from "#schema/parties.ts";
import { fillWithCase } from "#services/cases/case-figures.ts";
import { caseFiles, caseNamed } from "#test/support/case-files.ts";
import type { Case } from "#test/support/load-case.ts";
import { openTestStores, type TestStores } from "#test/support/stores.ts";

/**
 * A nightly run looks at every date, group and code of all cases. A quick one at one date and a few groups of two: in one members
 * come and go, in the other what the registry says of scenarios, agencies and providers, and only there is WITHDRAWAL, because its
 * figures take longest, and beside it one indicator of each other form.
 */
const isNightly = process.env.NIGHTLY === "1";
const groupStride = isNightly ? 1 : 14;
const quickCases = ["case-404.json", "case-405.json"];
const isWithWithdrawal = (file: string): boolean => isNightly || file === "case-405.json";
const cases = caseFiles()
  .map((file, number) => ({ file, number, world: isNightly ? caseNamed(file) : withHalfOfPushes(caseNamed(file)) }))
  .filter(({ file }) => isNightly || quickCases.includes(file));

/** Of shares COVERAGE, the only one that does not come from facts, is looked at in the other case. */
const oneOfEachForm = catalogue.filter(
  ({ form }, place) => catalogue.findLastIndex((each) => each.form === form) === place,
);

/** Every other push of a case: each entry of the ledger is one more time to compute all figures at. */
function withHalfOfPushes(world: Case): Case {
  return { ...world, pushes: world.pushes.filter((_, place) => place % 2 === 0) };
}

type Listed = Omit<Revision, "registry">;

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

/** What is known after each entry of the ledger, from none on. */
async function standpoints({ sql, clickhouse }: TestStores): Promise<Standpoint[]> {
  const entries = await sql<{ sequence: number; received_at: string }[]>`
    SELECT sequence, received_at FROM ledger_entry ORDER BY sequence`;
  return await Promise.all(
    [{ sequence: 0, received_at: "" }, ...entries].map(async ({ sequence, received_at: known_at }) => ({
      vintage: { known_at, sequence, registry_sequence: sequence },
      registry: await knownRegistry(clickhouse, sequence),
      step: 0,
    })),
  );
}

/** Whether a change of the registry lets a member into the coalition of a date, or takes it out. */
function changesMembership({ members = [], registry = [] }: Case, date: string): boolean {
  const belongs = (member: Member | undefined): boolean =>
    member !== undefined && membershipsOf(member).some((at) => covers(at, dayOf(date)));
  const changed = registry.flatMap((change) => change.members ?? []);
  return changed.some((member) => belongs(member) !== belongs(members.find(({ id }) => id === member.id)));
}

async function revisionsAt(
  standpoint: Standpoint,
  question: Omit<RevisionQuestion, "limit">,
  limit = 1000,
): Promise<Listed[]> {
  const listed: Listed[] = [];
  for (let place: Parameters<typeof listRevisions>[3]; ;) {
    const { items, last } = await listRevisions(stores.clickhouse, standpoint, { ...question, limit }, place);
    expect(items.length).toBeLessThanOrEqual(limit);
    listed.push(...items.map(({ sequence, known_at, old, new: now }) => ({ sequence, known_at, old, new: now })));
    if (!last) return listed;
    place = last;
  }
}

describe.each(cases)("$file", ({ file, world, number }) => {
  let known: Standpoint[];
  beforeAll(async () => {
    await fillWithCase(stores, world);
    known = await standpoints(stores);
  });

  const dates = [...new Set(world.queries.map(({ date }) => date))];
  const indicators = isNightly
    ? catalogue
    : isWithWithdrawal(file)
      ? oneOfEachForm
      : catalogue.filter(({ form }) => form !== "classes");

  const telling = dates.find((date) => changesMembership(world, date)) ?? dates[number % dates.length]!;
  test.each(isNightly ? dates : [telling])(
    "on %s each revision is the figure at its vintage, and every entry not listed changed nothing",
    async (date) => {
      const { clickhouse } = stores;
      const newest = known.at(-1)!;
      const all = await figuresOn(clickhouse, newest, { date, indicators });
      const names = Object.keys(all).filter((_, place) => (place + number) % groupStride === 0);
      const groups = [...new Set(["coalition", ...names])].map((name) => parseGroup(name)!);
      const figures = await Promise.all(
        known.map((standpoint) => {
          const existing = groups.filter((group) => groupExists(group, standpoint.registry));
          return figuresOn(clickhouse, standpoint, { date, indicators, groups: existing });
        }),
      );
      for (const group of groups) {
        const name = groupName(group);
        for (const indicator of indicators.filter(({ code }) => all[name]![code] !== undefined)) {
          const expected = changesOf(figures.map((each) => each[name]?.[indicator.code] ?? null));
          expect(await revisionsAt(newest, { indicator, group, date }), `${indicator.code} of ${name}`).toEqual(
            expected,
          );
        }
      }
    },
  );

  /** What each entry changed, from the figures after every one of them, each computed by itself. */
  const changesOf = (figures: readonly (Figure | null)[]): Listed[] =>
    known.flatMap(({ vintage: { sequence, known_at } }, index) => {
      const [old, now] = [figures[index - 1]!, figures[index]!];
      return index === 0 || isDeepStrictEqual(old, now) ? [] : [{ sequence, known_at, old, new: now }];
    });

  test.runIf(isWithWithdrawal(file))(
    "pages say together what one page says, an earlier vintage what was known by then, and a scenario its own part",
    async () => {
      const date = dates.at(-1)!;
      const [newest, earlier] = [known.at(-1)!, known.at(-Math.ceil(known.length / 3))!];
      for (const indicator of isNightly ? catalogue : oneOfEachForm) {
        const question = { indicator, group: { kind: "coalition" } as const, date };
        const all = await revisionsAt(newest, question);
        expect(await revisionsAt(newest, question, Math.ceil(all.length / 4))).toEqual(all);
        const before = all.filter(({ sequence }) => sequence <= earlier.vintage.sequence);
        expect(await revisionsAt(earlier, question)).toEqual(before);
        if (indicator.form !== "classes") continue;
        const scenario = [...newest.registry.scenarios.keys()].at(-1)!;
        const ofScenario = all.flatMap((revision) => {
          const [old, now] = [revision.old, revision.new].map((figure) => partOf(figure, scenario));
          return isDeepStrictEqual(old, now) ? [] : [{ ...revision, old: old!, new: now! }];
        });
        expect(await revisionsAt(newest, { ...question, scenario })).toEqual(ofScenario);
      }
    },
  );
});

const partOf = (figure: Listed["old"], scenario: string): Listed["old"] =>
  (figure as Record<string, Listed["old"]>)[scenario] ?? null;
