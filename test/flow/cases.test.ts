import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogue } from "#indicators/catalogue.ts";
import { fillWithCase } from "#services/cases/case-figures.ts";
import { figuresOn } from "#read/figures.ts";
import { openReading, type Reading } from "#read/reading.ts";
import { readCase } from "#test/support/load-case.ts";
import { openTestStores, type TestStores } from "#test/support/stores.ts";

const folder = join(import.meta.dirname, "../fixtures/cases");
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
let stores: TestStores;

beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

test("there are cases to check", () => expect(files.length).toBeGreaterThan(20));

describe.each(files)("%s", (file) => {
  const world = readCase(join(folder, file));

  let reading: Reading;
  beforeAll(async () => {
    await fillWithCase(stores, world);
    reading = openReading(stores.clickhouse);
  });

  test.each(world.expected.map((expected) => [expected.date, expected.known_at, expected] as const))(
    "every group and code on %s as known at %s",
    async (date, known_at, expected) => {
      const { clickhouse } = stores;
      const figures = await reading.under(known_at, (standpoint) =>
        figuresOn(clickhouse, standpoint, { date, indicators: catalogue }),
      );
      expect(Object.keys(figures).sort()).toEqual(Object.keys(expected.figures).sort());
      for (const [group, byCode] of Object.entries(expected.figures)) {
        expect(Object.keys(figures[group]!).sort()).toEqual(Object.keys(byCode).sort());
        for (const [code, figure] of Object.entries(byCode))
          expect(figures[group]![code], `${group} ${code}`).toEqual(close(figure));
      }
    },
  );
});

/** Fractions within 1e-6; counts and days exactly. */
function close(figure: unknown): unknown {
  if (typeof figure === "number") return Number.isInteger(figure) ? figure : expect.closeTo(figure, 6);
  if (typeof figure !== "object" || figure === null) return figure;
  return Object.fromEntries(Object.entries(figure).map(([name, value]) => [name, close(value)]));
}
