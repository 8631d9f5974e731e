import type { Goal } from "../harness/goal.ts";
import { quantile } from "../harness/quantile.ts";
import { timed } from "../harness/timed.ts";
import { copies, patternCount } from "../worlds/parties.ts";
import { worldDays, worldFrom, worldUntil } from "../worlds/pattern-case.ts";
import { startWorldServer, type WorldServer } from "./server/world-server.ts";

const readers = 16;
const dayMs = 86_400_000;

const claim = (id: string, side: string, must: number) =>
  ({
    id: `http-series-${id}`,
    title: `GET /v1/series, 2 years daily, ${readers} at once, ${side}: p95`,
    terms: [{ side, quantity: "p95_ms", statistic: "median" }],
    compare: "value",
    bound: "at most",
    must,
  }) as const;

/** Readers at once, over HTTP: the same question by all, and for a vintage each that nobody has asked for. */
export const httpSeries: Goal = {
  id: "http-series",
  title: "series over HTTP",
  worlds: [["100k"], ["1m"]],
  needsLedger: true,
  claims: () => [claim("cached", "cached and shared", 30), claim("uncached", "uncached", 150)],
  async open({ directory, worldsDirectory }, [size = "1m"]) {
    const server = await startWorldServer(directory, worldsDirectory, size);
    const unasked = unaskedPaths();
    return {
      sides: [
        {
          name: "cached and shared",
          sample: async () => ({ p95_ms: await p95(server, 20, () => path()) }),
        },
        {
          name: "uncached",
          sample: async () => ({ p95_ms: await p95(server, 4, () => unasked.next().value ?? "") }),
        },
      ],
      close: () => server.close(),
    };
  },
};

function path(known_at?: string): string {
  const vintage = known_at === undefined ? "" : `&known_at=${known_at}`;
  return `/v1/series?code=EVAL_GAP&group=coalition&from=${worldFrom}&until=${worldUntil}&step=day${vintage}`;
}

const weeks = Math.floor(worldDays / 7);

/**
 * Vintages that nobody has asked for, each of another entry of the ledger: between the filings of one week, back from the last.
 * Five agencies file in minutes that follow each other, and so do their copies, a millisecond after each other.
 */
function* unaskedPaths(): Generator<string, undefined> {
  const first = Date.parse(`${worldFrom}T08:00:00Z`);
  for (let back = 1; ; back += 1) {
    const week = weeks - (back % (weeks - 5));
    yield path(
      new Date(first + week * 7 * dayMs + (back % patternCount) * 60_000 + ((back * 41) % copies)).toISOString(),
    );
  }
}

/** 95th percentile of the times of so many rounds, in each of which all readers ask at once. */
async function p95(server: WorldServer, rounds: number, next: () => string): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const asked = Array.from({ length: readers }, async () => {
      const asking = next();
      times.push(await timed(() => server.api.must("GET", asking)));
    });
    await Promise.all(asked);
  }
  return quantile(
    times.sort((left, right) => left - right),
    0.95,
  );
}
