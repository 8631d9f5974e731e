import { setTimeout as delay } from "node:timers/promises";
import type { ClickHouse } from "#db/clickhouse.ts";
import { ProblemError } from "#http/problem.ts";

/** Up to where figures exist: everything known at `known_at` is projected. */
export interface Watermark {
  sequence: number;
  /** RFC 3339; undefined while nothing is projected. */
  known_at: string | undefined;
}

export async function readWatermark(clickhouse: ClickHouse): Promise<Watermark> {
  const [row] = await clickhouse.read<{ sequence: string; known_at: string }>(
    "SELECT sequence, known_at FROM @db.projected ORDER BY sequence DESC LIMIT 1",
  );
  return row ? { sequence: Number(row.sequence), known_at: row.known_at } : { sequence: 0, known_at: undefined };
}

const attempts = 20;
const pauseMs = 100;

/**
 * Reads under one watermark. Rows are only ever added but for a rebuild or a repair, which take them away; what was read
 * meanwhile is read again. Throws `store-unavailable` when that goes on for seconds.
 */
export async function underWatermark<T>(
  clickhouse: ClickHouse,
  work: (watermark: Watermark) => Promise<T>,
): Promise<T> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const before = await dropStep(clickhouse);
    if (before % 2 === 0) {
      const result = await work(await readWatermark(clickhouse));
      if ((await dropStep(clickhouse)) === before) return result;
    }
    await delay(pauseMs);
  }
  throw new ProblemError("store-unavailable", { detail: "The figures are being rebuilt." });
}

/** Odd while rows are taken away; another number than before when they were. */
async function dropStep(clickhouse: ClickHouse): Promise<number> {
  const [row] = await clickhouse.read<{ step: string }>("SELECT max(step) AS step FROM @db.drops");
  return Number(row?.step ?? 0);
}

/** What a reader may see: entries known at the instant, and never beyond the watermark it was asked under. */
export interface Vintage {
  /** RFC 3339, UTC, milliseconds: the instant that answers name. */
  known_at: string;
  sequence: number;
}

/** The vintage of a question: the asked instant, but never later than the watermark. Before the first entry nothing is known. */
export function vintageOf(watermark: Watermark, asked: string | undefined): Vintage {
  const last = watermark.known_at ?? new Date(0).toISOString();
  const at = asked === undefined ? Date.parse(last) : Math.min(Date.parse(asked), Date.parse(last));
  return { known_at: new Date(at).toISOString(), sequence: watermark.sequence };
}
