import type { ClickHouse } from "#db/clickhouse.ts";
import { openEntryInstants } from "./entry-instants.ts";

/** Up to where figures exist, and whether they stand still. */
export interface Watermark {
  /** Odd while rows are taken away, and another number when they were: migrations/clickhouse/0004-drops.sql. */
  step: number;
  /** The last ledger entry of which every row is there; 0 while nothing is projected. */
  sequence: number;
  /** RFC 3339; undefined while nothing is projected. */
  known_at: string | undefined;
  /** The last of those entries that changed the registry; 0 for none. */
  registry_sequence: number;
}

/** What a reader may see: the entries of the ledger up to one, however many are projected. */
export interface Vintage {
  /** RFC 3339, UTC, milliseconds: the instant that answers name. */
  known_at: string;
  sequence: number;
  registry_sequence: number;
}

type WatermarkRow = { step: string; sequence: string; known_at: string; registry_sequence: string };

export async function readWatermark(clickhouse: ClickHouse): Promise<Watermark> {
  const rows = await clickhouse.read<WatermarkRow>(
    `SELECT (SELECT max(step) FROM @db.drops) AS step, sequence, known_at,
      (SELECT max(sequence) FROM @db.parties) AS registry_sequence
    FROM @db.projected ORDER BY sequence DESC LIMIT 1`,
  );
  const [row] = rows;
  if (!row) return { step: await readStep(clickhouse), sequence: 0, known_at: undefined, registry_sequence: 0 };
  const { step, sequence, known_at, registry_sequence } = row;
  return {
    step: Number(step),
    sequence: Number(sequence),
    known_at,
    // Rows of an entry above the watermark may be there already; they are not known yet.
    registry_sequence:
      Number(registry_sequence) <= Number(sequence)
        ? Number(registry_sequence)
        : await registrySequence(clickhouse, Number(sequence)),
  };
}

export async function readStep(clickhouse: ClickHouse): Promise<number> {
  const [row] = await clickhouse.read<{ step: string }>("SELECT max(step) AS step FROM @db.drops");
  return Number(row?.step ?? 0);
}

async function registrySequence(clickhouse: ClickHouse, sequence: number): Promise<number> {
  const [row] = await clickhouse.read<{ registry_sequence: string }>(
    "SELECT max(sequence) AS registry_sequence FROM @db.parties WHERE sequence <= {sequence:UInt64}",
    { sequence },
  );
  return Number(row?.registry_sequence ?? 0);
}

/** The vintage of a question: the asked instant, but never later than the watermark. Before the first entry nothing is known. */
export function openVintages(clickhouse: ClickHouse): (watermark: Watermark, asked?: string) => Promise<Vintage> {
  const placeAt = openEntryInstants(clickhouse);
  return async (watermark, asked) => {
    const { sequence, registry_sequence } = watermark;
    const last = watermark.known_at ?? new Date(0).toISOString();
    if (asked === undefined || Date.parse(asked) >= Date.parse(last))
      return { known_at: new Date(last).toISOString(), sequence, registry_sequence };
    return { known_at: new Date(asked).toISOString(), ...(await placeAt(watermark, Date.parse(asked))) };
  };
}
