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

/** Days, weeks, months or quarters around a date; few enough that each can be compared. */
const lengths = { day: 3, week: 21, month: 90, quarter: 270 } as const;

/** A quick run reads the series of every other case with rollups, a nightly one those of each in both ways. */
const isNightly = process.env.NIGHTLY === "1";

describe.each(caseFiles().map((file, number) => [file, number] as const))("%s", (file, number) => {
  const world = caseNamed(file);
  beforeAll(() => fillWithCase(stores, world));

  test("every series of every group is the figures of its dates, at any vintage, with rollups and without", async () => {
    const { clickhouse } = stores;
    const draw = createDraw(file.length);
    const groupsAtOnce = isNightly ? 1_000 : 1;
    for (const [turn, hasRollups] of (isNightly ? [false, true] : [number % 2 === 1]).entries()) {
      if (hasRollups) {
        // Ends of ranges, and how many of them are made or merged, are as chance has it.
        const rollUp = createRollUp(clickhouse, { least: 1, most: draw.between(1, 40) });
        for (let more = draw.between(1, 12); more > 0 && (await rollUp.next()); more -= 1);
      }
      const { date, known_at } = world.queries[((turn + number) * 7) % world.queries.length]!;
      const step = draw.pick(steps);
      const from = dateOf(dayOf(date) - draw.between(0, lengths[step]));
      const points = periodEnds(step, from, dateOf(dayOf(from) + lengths[step]), 40);
      const { compared, differences } = await seriesDifferences(clickhouse, known_at, { step, points }, (groups) =>
        draw.shuffled(groups).slice(0, groupsAtOnce),
      );
      expect(differences).toEqual([]);
      expect(compared).toBeGreaterThan(0);
    }
  });
});
