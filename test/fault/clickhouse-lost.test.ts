import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClickHouse, openClickHouse } from "#db/clickhouse.ts";
import { filingAgency } from "#test/support/filing-agency.ts";
import { copyFirstData } from "#test/support/first-data.ts";
import { expectFiguresToFollow, type FiguresAnswer, figuresAt, settledFigures } from "#test/support/filing-history.ts";
import { postgresServers, type RunningServer, startServer } from "#test/support/running-server.ts";
import { makeTestDirectory } from "#test/support/stores.ts";
import { registerAgencies } from "#test/support/world.ts";

const directory = makeTestDirectory();
const clickhousePath = join(directory, "data/clickhouse");
const agencies = ["first", "second"].map(filingAgency);
let server: RunningServer;
let registeredAt: string;
/** Answers from before the damage: they must be given again. */
const before: FiguresAnswer[] = [];

beforeAll(async () => {
  await copyFirstData(directory);
  server = await startServer(directory);
  registeredAt = await registerAgencies(server.api, ["first", "second"]);
  for (let times = 0; times < 4; times += 1) await fileAndRead();
});
afterAll(async () => {
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
});

async function fileAndRead(): Promise<void> {
  for (const agency of agencies) await agency.finish(server.api);
  before.push(await settledFigures(server.api, agencies));
}

/** What somebody does to ClickHouse behind the server's back, while it is stopped. */
async function damaged(damage: (clickhouse: ClickHouse, last: number) => Promise<void>): Promise<void> {
  const clickhouse = await openClickHouse({ engine: "embedded", path: clickhousePath, database: "sparewheel" });
  const [row] = await clickhouse.read<{ last: string }>("SELECT max(sequence) AS last FROM @db.projected");
  await damage(clickhouse, Number(row!.last));
  await clickhouse.close();
}

const drop = (table: string) => async (clickhouse: ClickHouse, last: number) =>
  clickhouse.write.command(`DELETE FROM @db.${table} WHERE sequence >= {from:UInt64}`, { from: last - 2 });
const copyOfFacts = (change: string) => async (clickhouse: ClickHouse, last: number) =>
  clickhouse.write.command(
    `INSERT INTO @db.facts SELECT * REPLACE (${change} AS sequence) FROM @db.facts WHERE sequence >= {from:UInt64}`,
    { from: last - 2 },
  );

/** Each costs a stop and a start, so that the quick run has every kind of damage but not every place of it. */
const damages: [string, () => void | Promise<void>][] = [
  ["all of its data is deleted", () => rmSync(clickhousePath, { recursive: true })],
  ["facts are deleted", () => damaged(drop("facts"))],
  ["rows are there that the ledger will only come to", () => damaged(copyOfFacts("sequence + 3"))],
  ["entries are projected half: their rows without their mark", () => damaged(drop("projected"))],
  ["the registry's copy is deleted", () => damaged(async ({ write }) => write.command("TRUNCATE TABLE @db.parties"))],
  ["facts are there twice", () => damaged(copyOfFacts("sequence"))],
  [
    "a fact says something else",
    () =>
      damaged(async (clickhouse, last) => {
        await clickhouse.write.command(
          "INSERT INTO @db.facts SELECT * REPLACE (agency = 'first' ? 'second' : 'first' AS agency) FROM @db.facts WHERE sequence = {last:UInt64}",
          { last },
        );
        await clickhouse.write.command(
          "DELETE FROM @db.facts WHERE sequence = {last:UInt64} AND agency = (SELECT agency FROM @db.facts WHERE sequence = {last:UInt64} LIMIT 1)",
          { last },
        );
      }),
  ],
];

test.each(process.env.NIGHTLY === "1" ? damages : damages.slice(0, 4))(
  "%s while the server is stopped: found at the start, the same figures for every instant",
  async (_, damage) => {
    expect(await server.stop()).toBe(0);
    await damage();
    server = await startServer(directory);
    await settledFigures(server.api, agencies);
    // Every part of the data is asked again, and a push on top of it counts right.
    for (const answer of before) expect(await figuresAt(server.api, answer.known_at)).toEqual(answer);
    await fileAndRead();
    await expectFiguresToFollow(server.api, { agencies, registeredAt }, before);
  },
);

test("a server that was killed starts again: one Postgres, the same figures", async () => {
  await server.kill();
  server = await startServer(directory);
  expect(postgresServers(server.dataDirectory)).toHaveLength(1);
  for (const answer of before) expect(await figuresAt(server.api, answer.known_at)).toEqual(answer);
});
