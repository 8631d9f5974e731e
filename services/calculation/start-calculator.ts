import type { ClickHouse } from "#db/clickhouse.ts";
import type { Sql } from "#db/postgres.ts";
import type { Reading } from "#read/reading.ts";
import { readWatermark } from "#read/vintage.ts";
import { calculate } from "./calculate.ts";
import { cleanResults } from "./clean-results.ts";
import { verifyPushes } from "./copy-pushes.ts";
import { createViews } from "./create-views.ts";
import { readLastCalculation } from "./last-calculation.ts";
import { nameSlices } from "./name-slices.ts";

/** Keeps what readers see up with what is projected, and with the day. */
export interface Calculator {
  /** Something was projected, or precomputed. */
  wake(): void;
  /** Resolves when the results are of everything that is projected, withdrawals too; throws what keeps them from it. */
  calculated(): Promise<void>;
  /** Gives up the calculation under way: nobody has seen any of it. */
  stop(): Promise<void>;
}

/** A `Logger`, or what hands on to one in another thread. */
export interface CalculatorLog {
  info(message: string): void;
  error(fields: { err: unknown }, message: string): void;
}

export interface CalculatorDeps {
  clickhouse: ClickHouse;
  sql: Sql;
  reading: Reading;
  log: CalculatorLog;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Resolves once facts were compared with the ledger: before that they may be wrong. */
  verified: Promise<void>;
}

/** Between calculations: so much longer than the last one took that they take a sixth of the time, within bounds. */
const restOfLast = 5;
const restMs = { least: 1_000, most: 60_000 };
/** Before the first one: after a start whoever waited for it comes first, and boards show what they showed. */
const firstRestMs = 2_000;
/** While somebody waits for results. */
const hurriedRestMs = 50;
/** Without being woken it looks so often whether something, or the day, is another. */
const lookMs = 10_000;
/** How long withdrawals may be of earlier than the rest, while they are precomputed. */
const patienceMs = 60_000;
/** Rows that nobody reads any more are taken away once there may be so many. */
const uncleanSlices = 2_000;

class Stopped extends Error {}

export function startCalculator(deps: CalculatorDeps): Calculator {
  const { clickhouse, reading, log, now } = deps;
  const stopping = new AbortController();
  const { signal } = stopping;
  const scopes = new Set<string>();
  let lastSlice = 0;
  const nextSlice = (): number => (lastSlice = Math.max(lastSlice + 1, now() * 1_000));
  /** No rows are there of calculations that never ended. */
  let isClean = false;
  let slicesSince = 0;
  let withdrawalsAt = performance.now();
  let failure: unknown;
  let isWoken = false;
  let endRest = (): void => {};
  let waiters: { resolve: () => void; reject: (error: unknown) => void }[] = [];

  const isPatienceOver = (): boolean => performance.now() - withdrawalsAt > patienceMs;

  /** Gives whether the results are of everything. */
  async function calculateOnce(): Promise<boolean> {
    if (!isClean) {
      await verifyPushes(deps);
      lastSlice = Math.max(lastSlice, await greatestSlice(clickhouse));
    }
    if (!isClean || slicesSince > uncleanSlices) await cleanResults(clickhouse);
    if (slicesSince > uncleanSlices) slicesSince = 0;
    isClean = true;
    const { prepared, members } = await reading.under(undefined, async (standpoint) => ({
      prepared: await calculate({ ...deps, nextSlice, signal, isPatienceOver }, standpoint),
      members: [...standpoint.registry.members.keys()],
    }));
    for (const member of members) await makeScope(member);
    if (prepared) {
      await nameSlices(clickhouse, prepared, now());
      if (prepared.tracks["withdrawal-calculation"]) withdrawalsAt = performance.now();
      slicesSince += prepared.slices.length;
    }
    return await isComplete(clickhouse);
  }

  async function makeScope(member: string | undefined): Promise<void> {
    const name = member ?? "";
    if (scopes.has(name)) return;
    await createViews(clickhouse, member === undefined ? {} : { member });
    scopes.add(name);
  }

  async function run(): Promise<void> {
    await Promise.race([deps.verified, new Promise((resolve) => signal.addEventListener("abort", resolve))]);
    if (!signal.aborted) await makeScope(undefined).catch(() => {}); // below it is tried again, and told
    if (waiters.length === 0) await pause(firstRestMs, () => waiters.length > 0);
    while (!signal.aborted) {
      const served = waiters;
      waiters = [];
      isWoken = false;
      const started = performance.now();
      try {
        await makeScope(undefined);
        const isDone = await calculateOnce();
        if (failure !== undefined) log.info("results are calculated again");
        failure = undefined;
        if (isDone) for (const { resolve } of served) resolve();
        else waiters.push(...served);
      } catch (error) {
        isClean = false;
        if (!signal.aborted) {
          if (failure === undefined)
            log.error({ err: error }, "results could not be calculated; readers see those before");
          failure = error;
        }
        for (const { reject } of served) reject(error);
      }
      await rest(performance.now() - started);
    }
    for (const { reject } of waiters) reject(new Stopped("the calculator was stopped"));
  }

  async function rest(tookMs: number): Promise<void> {
    const least = Math.min(Math.max(restMs.least, restOfLast * tookMs), restMs.most);
    const ended = performance.now();
    await pause(waiters.length > 0 ? hurriedRestMs : least, () => waiters.length > 0);
    if (waiters.length > 0 || isWoken) return;
    await pause(Math.max(0, lookMs - (performance.now() - ended)), () => isWoken || waiters.length > 0);
  }

  /** Ends early when it is told to look and finds that it may. */
  function pause(ms: number, isOver: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const end = (): void => {
        clearTimeout(timer);
        endRest = () => {};
        resolve();
      };
      const timer = setTimeout(end, ms);
      endRest = () => {
        if (signal.aborted || isOver()) end();
      };
    });
  }

  const running = run();
  return {
    wake() {
      isWoken = true;
      endRest();
    },
    calculated: () =>
      new Promise((resolve, reject) => {
        waiters.push({ resolve, reject });
        endRest();
      }),
    async stop() {
      stopping.abort(new Stopped("the calculator was stopped"));
      endRest();
      await running;
    },
  };
}

async function greatestSlice(clickhouse: ClickHouse): Promise<number> {
  const [row] = await clickhouse.read<{ greatest: string }>("SELECT max(slice) AS greatest FROM @db.result_slices");
  return Number(row?.greatest ?? 0);
}

async function isComplete(clickhouse: ClickHouse): Promise<boolean> {
  const { sequence } = await readWatermark(clickhouse);
  if (sequence === 0) return true;
  const figures = await readLastCalculation(clickhouse, "calculation");
  const withdrawals = await readLastCalculation(clickhouse, "withdrawal-calculation");
  return figures?.through === sequence && withdrawals?.through === sequence;
}
