import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStores, type TestStores } from "#test/support/stores.ts";
import { readerLimits } from "./reader-limits.ts";

const folder = join(import.meta.dirname, "../../infra/clickhouse");
const statements = readdirSync(folder)
  .filter((name) => name.endsWith(".sql"))
  .flatMap((name) =>
    readFileSync(join(folder, name), "utf8")
      .replace(/^--.*$/gm, "")
      .split(";"),
  )
  .map((text) => text.trim())
  .filter(Boolean);

let stores: TestStores;
beforeAll(async () => void (stores = await openTestStores()));
afterAll(() => stores.close());

test("every statement for a server's readers is one that ClickHouse can read", async () => {
  expect(statements).toHaveLength(5);
  for (const sql of statements) {
    const [row] = await stores.clickhouse.read<{ text: string }>("SELECT formatQuerySingleLine({sql:String}) AS text", {
      sql,
    });
    expect(row?.text).toMatch(/^(CREATE|GRANT) /);
  }
});

test("readers of a server are granted the views of their scope and nothing else", () => {
  const grants = statements.filter((sql) => !sql.startsWith("CREATE"));
  expect(grants).toEqual([
    "GRANT SELECT ON sparewheel_readers.* TO sparewheel_reader",
    "GRANT SELECT ON `sparewheel_readers_nl`.* TO sparewheel_reader_nl",
  ]);
  for (const user of statements.filter((sql) => sql.startsWith("CREATE USER")))
    expect(user).toMatch(/SETTINGS PROFILE 'sparewheel_reader'$/);
});

test("readers of a server have the limits of those of the embedded engine", () => {
  const profile = statements.find((sql) => sql.includes("SETTINGS PROFILE IF NOT EXISTS"))!;
  expect(profile).toMatch(/readonly = 1,/);
  for (const [name, value] of [
    ["max_result_rows", readerLimits.resultRows],
    ["max_result_bytes", readerLimits.resultBytes],
    ["max_memory_usage", readerLimits.memoryBytes],
    ["max_rows_to_read", readerLimits.rowsToRead],
  ] as const)
    expect(profile).toContain(`${name} = ${value},`);
});
