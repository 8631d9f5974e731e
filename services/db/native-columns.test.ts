import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClickHouse, openClickHouse } from "#db/clickhouse.ts";
import { makeTestDirectory } from "#test/support/stores.ts";
import { byteColumn, intColumn, listColumn, longColumn, takeBlock, textColumn, wordColumn } from "./native-columns.ts";

interface Row {
  text: string;
  word: string;
  words: string[];
  tiny: number;
  day: number;
  whole: number;
  wholes: number[];
}

const directory = makeTestDirectory();
const path = join(directory, "engine");
const text = textColumn("text");
const word = wordColumn("word");
const words = listColumn(wordColumn("words"));
const tiny = byteColumn("tiny", "UInt8");
const day = intColumn("day", "Int32");
const whole = longColumn("whole", "Int64");
const wholes = listColumn(longColumn("wholes", "Int64"));
const columns = [text, word, words, tiny, day, whole, wholes];
const names = columns.map(({ name }) => name);
let store: ClickHouse;

beforeAll(async () => {
  store = await openClickHouse({ engine: "embedded", path, database: "shelf", readers: 1 });
  await store.write.command("CREATE DATABASE @db");
  await store.write.command(
    `CREATE TABLE @db.rows (place UInt32 MATERIALIZED rowNumberInAllBlocks(), ${columns.map((each) => `${each.name} ${each.type}`).join(", ")})
    ENGINE = MergeTree ORDER BY tuple()`,
  );
});
afterAll(async () => {
  await store.close();
  rmSync(directory, { recursive: true, force: true });
});

async function throughTheEngine(rows: readonly Row[]): Promise<Row[]> {
  for (const row of rows) {
    text.add(row.text);
    word.add(row.word);
    words.add(row.words);
    tiny.add(row.tiny);
    day.add(row.day);
    whole.add(row.whole);
    wholes.add(row.wholes);
  }
  await store.write.command("TRUNCATE TABLE @db.rows");
  await store.write.insertBlock("@db.rows", names, takeBlock(columns, rows.length));
  const stored = await store.read<Omit<Row, "whole" | "wholes"> & { whole: string; wholes: string[] }>(
    `SELECT ${names.join(", ")} FROM @db.rows ORDER BY place`,
  );
  return stored.map((row) => ({ ...row, whole: Number(row.whole), wholes: row.wholes.map(Number) }));
}

const anyText = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("", "a".repeat(127), "é".repeat(64), "b".repeat(300)),
);
const anyWhole = fc.oneof(fc.maxSafeInteger(), fc.constantFrom(0, -1, 2 ** 32, -(2 ** 32), 2 ** 31, 2 ** 53 - 1));
const row: fc.Arbitrary<Row> = fc.record({
  text: anyText,
  word: anyText,
  words: fc.array(anyText, { maxLength: 4 }),
  tiny: fc.nat(255),
  day: fc.integer(),
  whole: anyWhole,
  wholes: fc.array(anyWhole, { maxLength: 4 }),
});

test("rows come back from the engine as they were added, block after block", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
      expect(await throughTheEngine(rows)).toEqual(rows);
    }),
    { numRuns: 50 },
  );
});

test.each([255, 256, 257, 65_535, 65_536, 70_000])("a block of %i different words", async (count) => {
  const rows = Array.from({ length: count }, (_, index): Row => {
    const name = `w${index}`;
    return { text: name, word: name, words: [name, ""], tiny: 0, day: index, whole: index, wholes: [] };
  });
  expect(await throughTheEngine(rows)).toEqual(rows);
});

test("a block that the engine refuses is an error, stores nothing and leaves no file behind", async () => {
  await store.write.command("TRUNCATE TABLE @db.rows");
  await expect(store.write.insertBlock("@db.rows", names, new Uint8Array([1, 1, 9]))).rejects.toThrow();
  expect(await store.read("SELECT * FROM @db.rows")).toEqual([]);
  expect(readdirSync(path).filter((name) => name.startsWith("nameless"))).toEqual([]);
});
