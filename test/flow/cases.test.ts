import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogue } from "#indicators/catalogue.ts";
import { createProjection, type LedgerEntry } from "#services/projection/project-entries.ts";
import { figuresOn } from "#read/figures.ts";
import { knownRegistry } from "#read/known-registry.ts";
import { readWatermark, vintageOf } from "#read/watermark.ts";
import { loadCase, readCase } from "#test/support/load-case.ts";
import { openTestStores, type TestStores } from "#test/support/stores.ts";

const folder = join(import.meta.dirname, "../fixtures/cases");
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
const codes = catalogue.map(({ code }) => code);
let stores: TestStores;

beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

test("there are cases to check", () => expect(files.length).toBeGreaterThan(20));

describe.each(files)("%s", (file) => {
  const world = readCase(join(folder, file));

  beforeAll(async () => {
    const { sql, clickhouse } = stores;
    await sql`TRUNCATE ledger_entry, push, push_body, content, receipt, registry_change CASCADE`;
    for (const table of ["facts", "parties", "projected"])
      await clickhouse.write.command(`TRUNCATE TABLE @db.${table}`);
    await loadCase(sql, world);
    const entries = await sql<LedgerEntry[]>`SELECT sequence, kind, received_at FROM ledger_entry ORDER BY sequence`;
    await createProjection(stores).project(entries);
  });

  test.each(world.expected.map((expected) => [expected.date, expected.known_at, expected] as const))(
    "every group and code on %s as known at %s",
    async (date, known_at, expected) => {
      const { clickhouse } = stores;
      const vintage = vintageOf(await readWatermark(clickhouse), known_at);
      const registry = await knownRegistry(clickhouse, vintage);
      const figures = await figuresOn(clickhouse, { date, vintage, registry, indicators: catalogue });
      expect(Object.keys(figures).sort()).toEqual(Object.keys(expected.figures).sort());
      for (const [group, byCode] of Object.entries(expected.figures)) {
        const wanted = Object.entries(byCode).filter(([code]) => codes.includes(code));
        expect(Object.keys(figures[group]!).sort()).toEqual(wanted.map(([code]) => code).sort());
        for (const [code, share] of wanted)
          expect(figures[group]![code], `${group} ${code}`).toEqual(close(share as Share));
      }
    },
  );
});

type Share = { lower: number | null; upper: number | null; value: number | null; n: number };

function close({ lower, upper, value, n }: Share): unknown {
  const near = (number: number | null): unknown => (number === null ? null : expect.closeTo(number, 6));
  return { lower: near(lower), upper: near(upper), value: near(value), n };
}
