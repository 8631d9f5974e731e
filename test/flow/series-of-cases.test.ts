import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRollUp } from "#projection/roll-up.ts";
import { periodEnds, steps } from "#read/series/span.ts";
import { dateOf, dayOf } from "#schema/calendar.ts";
import { fillWithCase } from "#services/cases/case-figures.ts";
import { caseFiles, caseNamed } from "#test/support/case-files.ts";
import { createDraw } from "#test/support/random-world/draw.ts";
import { seriesDifferences } from "#test/support/series-differences.ts";
import { openTestStores, type TestStores } from "#test/support/stores.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

/**
 * A nightly run reads every series of each case in both ways, with a step that is drawn. A quick one has a case for each step: the
 * coalition and a member, an agency or a function of it, every other with rollups.
 */
const isNightly = process.env.NIGHTLY === "1";
/** Days, weeks, months or quarters around a date; few enough that each can be compared. */
const lengths = isNightly
  ? { day: 3, week: 21, month: 90, quarter: 270 }
  : { day: 2, week: 14, month: 61, quarter: 184 };
const quickCases = ["case-112.json", "case-121.json", "case-401.json", "case-404.json"];
const quickKinds = ["member", "agency", "function", "member"];
const files = isNightly ? caseFiles() : quickCases;

describe.each(files.map((file, number) => [file, number] as const))("%s", (file, number) => {
  const world = caseNamed(file);
  const chosen = (groups: readonly string[]): string[] =>
    isNightly ? [...groups] : groups.filter((name) => name.startsWith(`${quickKinds[number]}:`)).slice(0, 1);
  beforeAll(() => fillWithCase(stores, world));

  test("every series of every group is the figures of its dates, at any vintage, with rollups and without", async () => {
    const { clickhouse } = stores;
    const draw = createDraw(file.length);
    for (const [turn, hasRollups] of (isNightly ? [false, true] : [number % 2 === 1]).entries()) {
      if (hasRollups) {
        // Ends of ranges, and how many of them are made or merged, are as chance has it.
        const rollUp = createRollUp(clickhouse, { least: 1, most: draw.between(1, 40) });
        for (let more = draw.between(1, isNightly ? 12 : 4); more > 0 && (await rollUp.next()); more -= 1);
      }
      const { date, known_at } = world.queries[((turn + number) * 7) % world.queries.length]!;
      const step = isNightly ? draw.pick(steps) : steps[number]!;
      const from = dateOf(dayOf(date) - draw.between(0, lengths[step]));
      const points = periodEnds(step, from, dateOf(dayOf(from) + lengths[step]), 40);
      const { compared, differences } = await seriesDifferences(clickhouse, known_at, { step, points }, (groups) =>
        chosen(draw.shuffled(groups)),
      );
      expect(differences).toEqual([]);
      expect(compared).toBeGreaterThan(0);
    }
  });
});
