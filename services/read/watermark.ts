import type { ClickHouse } from "#db/clickhouse.ts";

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
