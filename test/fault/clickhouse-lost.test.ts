import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClickHouse, openClickHouse } from "#db/clickhouse.ts";
import { copyFolder } from "#test/support/made-once.ts";
import { filingAgency } from "#test/support/filing-agency.ts";
import { expectFiguresToFollow, type FiguresAnswer, figuresAt, settledFigures } from "#test/support/filing-history.ts";
import { postgresServers, startServer } from "#test/support/running-server.ts";
import { makeTestDirectory } from "#test/support/stores.ts";
import { openTestPlatform, type TestPlatform } from "#test/support/test-platform.ts";
import { registerAgencies } from "#test/support/world.ts";

const isNightly = process.env.NIGHTLY === "1";
const agencies = ["first", "second"].map(filingAgency);
let server: TestPlatform;
let registeredAt: string;
/** Answers from before the damage: they must be given again. */
const before: FiguresAnswer[] = [];

beforeAll(async () => {
  server = await openTestPlatform();
  registeredAt = await registerAgencies(server.api, ["first", "second"]);
  for (let times = 0; times < 4; times += 1) await fileAndRead();
});
afterAll(() => server.close());

const clickhousePath = (): string => join(server.platform.deps.dataDirectory, "clickhouse");

async function fileAndRead(): Promise<void> {
  for (const agency of agencies) await agency.finish(server.api);
  before.push(await settledFigures(server.api, agencies));
}

/** What somebody does to ClickHouse behind the server's back, while it is stopped. */
async function damaged(damage: (clickhouse: ClickHouse, last: number) => Promise<void>): Promise<void> {
  const clickhouse = await openClickHouse({ engine: "embedded", path: clickhousePath(), database: "sparewheel" });
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
  ["all of its data is deleted", () => rmSync(clickhousePath(), { recursive: true })],
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

test.each(isNightly ? damages : damages.slice(0, 4))(
  "%s while the server is stopped: found at the start, the same figures for every instant",
  async (_, damage) => {
    await server.restart(damage);
    await settledFigures(server.api, agencies);
    // Every part of the data is asked again, and a push on top of it counts right.
    for (const answer of before) expect(await figuresAt(server.api, answer.known_at)).toEqual(answer);
    await fileAndRead();
    await expectFiguresToFollow(server.api, { agencies, registeredAt }, before);
  },
);

// By day kill.test.ts has enough of them.
test.runIf(isNightly)("a server that was killed starts again: one Postgres, the same figures", async () => {
  const directory = makeTestDirectory();
  const { platform } = server;
  await server.restart(() => copyFolder(platform.deps.dataDirectory, join(directory, "data")));
  const first = await startServer(directory);
  await first.kill();
  const second = await startServer(directory);
  expect(postgresServers(second.dataDirectory)).toHaveLength(1);
  for (const answer of before) expect(await figuresAt(second.api, answer.known_at)).toEqual(answer);
  await second.stop();
  rmSync(directory, { recursive: true, force: true });
});
