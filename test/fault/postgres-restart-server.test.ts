import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#db/postgres-keeper.ts";
import type { Answer } from "#test/support/api.ts";
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

const restarts = process.env.NIGHTLY === "1" ? 30 : 1;
const directory = makeTestDirectory();
/** Every start of Postgres has a folder of its own for its socket; the server is given one name for all of them. */
const socket = join(directory, "socket");

let postgres: EmbeddedPostgres;
let server: RunningServer;
let registeredAt: string;
const agencies = ["first", "second"].map(filingAgency);
const answers: FiguresAnswer[] = [];

async function startPostgres(): Promise<void> {
  const log = pino({ level: "silent" });
  postgres = await startEmbeddedPostgres({ directory: join(directory, "postgres"), fsync: false, log });
  rmSync(socket, { force: true });
  symlinkSync(postgres.connection.host, socket);
}

beforeAll(async () => {
  await startPostgres();
  const { user, port, database } = postgres.connection;
  server = await startServer(directory, {
    DATABASE_URL: `postgres:///${database}`,
    PGHOST: socket,
    PGUSER: user,
    PGPORT: String(port),
    LIMIT_PUTS_PER_MINUTE: "1000000",
  });
  registeredAt = await registerAgencies(server.api, ["first", "second"]);
});
afterAll(async () => {
  await server.stop();
  await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
});

type Readiness = { ready: boolean; postgres: string };

/** Asks until the answer has the status. */
async function becomes(status: number, { api }: RunningServer = server): Promise<Readiness> {
  for (const deadline = performance.now() + 20_000; performance.now() < deadline; await delay(50)) {
    const answer = await api.call("GET", "/readyz");
    if (answer.status === status) return answer.json();
  }
  throw new Error(`/readyz does not become ${status}`);
}

test("Postgres stops and starts under load: the server lives, says so, and loses nothing that it acknowledged", async () => {
  let isFiling = true;
  const reading = (async () => {
    for (; isFiling; await delay(20)) {
      // Figures need no Postgres but for the key, so they may be refused, in the same words as everything else.
      const answer = await server.api.call("GET", "/v1/figures?date=2026-09-30&code=EVAL_GAP&code=FALLBACK_GAP");
      expect([200, 503]).toContain(answer.status);
      if (answer.status === 200) answers.push(answer.json());
    }
  })();
  const filing = agencies.map((agency) =>
    agency.fileWhile(
      () => isFiling,
      () => server.api,
    ),
  );
  const refusals = (): Answer[] => agencies.flatMap(({ waits }) => waits).filter(({ status }) => status === 503);
  for (let times = 0; times < restarts; times += 1) {
    await delay(700);
    const before = refusals().length;
    await postgres.stop();
    expect(await becomes(503)).toMatchObject({ ready: false, postgres: "down" });
    // However busy the machine is: somebody is told before it is up again.
    while (refusals().length === before) await delay(20);
    await startPostgres();
    expect(await becomes(200)).toMatchObject({ ready: true, postgres: "up" });
  }
  await delay(700);
  isFiling = false;
  await Promise.all([reading, ...filing]);
  for (const agency of agencies) await agency.finish(server.api);

  const refused = refusals();
  expect(refused.length).toBeGreaterThanOrEqual(restarts);
  expect(refused.filter(({ headers }) => !(Number(headers.get("retry-after")) > 0))).toEqual([]);
  expect(new Set(refused.map((answer) => answer.json<{ code: string }>().code))).toEqual(
    new Set(["store-unavailable"]),
  );
  await expectLedgerToHold(server.api, agencies);
  await settledFigures(server.api, agencies);
  answers.push(await figuresAt(server.api));
  await expectFiguresToFollow(server.api, { agencies, registeredAt }, answers);
  expect(server.output()).not.toMatch(/unhandledRejection|uncaughtException/);
});

test("the embedded Postgres is killed under load: the server starts it again, and nothing acknowledged is lost", async () => {
  const alone = makeTestDirectory();
  await copyFirstData(alone);
  const embedded = await startServer(alone, { LIMIT_PUTS_PER_MINUTE: "1000000" });
  try {
    const since = await registerAgencies(embedded.api, ["third"]);
    const third = filingAgency("third");
    let isFiling = true;
    const filing = third.fileWhile(
      () => isFiling,
      () => embedded.api,
    );
    for (let times = 0; times < restarts; times += 1) {
      for (const before = third.acknowledged.length; third.acknowledged.length < before + 3;) await delay(10);
      const [killed] = postgresServers(embedded.dataDirectory);
      process.kill(killed!, "SIGKILL");
      for (const before = third.acknowledged.length; third.acknowledged.length < before + 3;) await delay(10);
      expect(postgresServers(embedded.dataDirectory)).toEqual([expect.not.toSatisfy((pid) => pid === killed)]);
      await becomes(200, embedded);
    }
    isFiling = false;
    await filing;
    await expectLedgerToHold(embedded.api, [third]);
    const settled = await settledFigures(embedded.api, [third]);
    await expectFiguresToFollow(embedded.api, { agencies: [third], registeredAt: since }, [settled]);
  } finally {
    await embedded.stop();
    rmSync(alone, { recursive: true, force: true });
  }
});
