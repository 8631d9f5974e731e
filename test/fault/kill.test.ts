import { rmSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Api } from "#test/support/api.ts";
import { filingAgency } from "#test/support/filing-agency.ts";
import { copyFirstData } from "#test/support/first-data.ts";
import {
  expectFiguresToFollow,
  expectLedgerToHold,
  type FiguresAnswer,
  figuresAt,
  settledFigures,
} from "#test/support/filing-history.ts";
import { postgresServers, type RunningServer, startServer } from "#test/support/running-server.ts";
import { makeTestDirectory } from "#test/support/stores.ts";
import { registerAgencies } from "#test/support/world.ts";

const isNightly = process.env.NIGHTLY === "1";
const kills = isNightly ? 200 : 15;
/** By day half as long: a push and its projection fit into it as well. */
const longestLifeMs = isNightly ? 400 : 250;
/** Between two questions about figures. Without a pause they take more of the processor than all that they watch. */
const readerPauseMs = isNightly ? 0 : 10;
/** Past instants that are asked about again at the end. */
const askedAgain = isNightly ? 300 : 40;
const settings = { LIMIT_PUTS_PER_MINUTE: "1000000" };

const directory = makeTestDirectory();
const agencies = ["first", "second"].map(filingAgency);
/** Every answer about figures that was ever given. */
const answers: FiguresAnswer[] = [];
/** What they told of. */
const instants = new Set<string>();
const orphans: number[] = [];
let server: RunningServer;
let registeredAt: string;

const api = (): Api => server.api;
const filed = (): number => agencies.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);

/**
 * Some die while their first pushes are on the way, most while they take and project one after the other. By day every second
 * one of those dies after its first push instead of its second: the first of a life takes most of it. Somebody has read of each life.
 */
async function untilItsTimeHasCome(times: number): Promise<void> {
  const before = filed();
  const taken = isNightly || times % 2 === 0 ? 2 : 1;
  const told = instants.size;
  if (times % 5 !== 4) while (filed() < before + taken || instants.size === told) await delay(5);
  await delay(Math.random() * longestLifeMs);
}

beforeAll(async () => {
  await copyFirstData(directory);
  server = await startServer(directory, settings);
  registeredAt = await registerAgencies(
    server.api,
    agencies.map(({ agency }) => agency),
  );

  let isFiling = true;
  const goOn = (): boolean => isFiling;
  const readers = async (): Promise<void> => {
    for (let asked = 0; isFiling; asked += 1) {
      const past = answers[Math.floor(Math.random() * answers.length)]?.known_at;
      await figuresAt(api(), asked % 2 === 0 ? undefined : past).then(
        async (answer) => {
          answers.push(answer);
          instants.add(answer.known_at);
          await delay(readerPauseMs);
        },
        () => delay(20),
      );
    }
  };
  const work = [...agencies.map((agency) => agency.fileWhile(goOn, api)), readers()];
  for (let times = 0; times < kills; times += 1) {
    await untilItsTimeHasCome(times);
    await server.kill();
    server = await startServer(directory, settings);
    orphans.push(postgresServers(server.dataDirectory).length - 1);
  }
  isFiling = false;
  await Promise.all(work);
  for (const agency of agencies) await agency.finish(server.api);
}, 3_600_000);
afterAll(async () => {
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
});

test("nothing that was acknowledged is lost, nothing is there twice, and the chains hold", async () => {
  expect(filed()).toBeGreaterThan(kills);
  await expectLedgerToHold(server.api, agencies);
});

test("no answer ever showed half a push, and none for a past instant ever changed", async () => {
  await settledFigures(server.api, agencies);
  expect(instants.size).toBeGreaterThan(kills / 2);
  const again = await Promise.all([...instants].slice(-askedAgain).map((instant) => figuresAt(server.api, instant)));
  await expectFiguresToFollow(server.api, { agencies, registeredAt }, [...answers, ...again]);
});

test("the figures are those of a projection from nothing", async () => {
  const before = await settledFigures(server.api, agencies);
  const past = answers[Math.floor(answers.length / 2)]!.known_at;
  const pastBefore = await figuresAt(server.api, past);
  const { entries } = await server.api.must<{ entries: number }>("POST", "/v1/admin/rebuild");
  expect(entries).toBe(1 + agencies.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0));
  expect(await figuresAt(server.api)).toEqual(before);
  expect(await figuresAt(server.api, past)).toEqual(pastBefore);
});

test("a killed server's Postgres does not outlive the next start, and none outlives the last stop", async () => {
  expect(orphans).toEqual(orphans.map(() => 0));
  expect(await server.stop()).toBe(0);
  expect(postgresServers(server.dataDirectory)).toEqual([]);
  if (!isNightly) return; // by day clickhouse-lost.test.ts looks at what a stop leaves
  server = await startServer(directory, settings);
  await expectLedgerToHold(server.api, agencies);
});
