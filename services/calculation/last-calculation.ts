import type { ClickHouse } from "#db/clickhouse.ts";
import type { Track } from "./slices.ts";

/** What a track of results was calculated from, and when. */
export interface LastCalculation {
  through: number;
  /** RFC 3339: instant of the entry `through`. */
  known_at: string;
  today: string;
  /** That of `drops`: rows of facts were taken away since when it is another. */
  step: number;
  definition: string;
}

/** The newest that is whole; undefined before the first. */
export async function readLastCalculation(clickhouse: ClickHouse, track: Track): Promise<LastCalculation | undefined> {
  const [row] = await clickhouse.read<Record<"last" | "known_at" | "today" | "at_step" | "definition", string>>(
    `SELECT through AS last, known_at, today, step AS at_step, definition FROM @db.result_slices
    WHERE result = {track:String} ORDER BY slice DESC LIMIT 1`,
    { track },
  );
  if (!row) return undefined;
  const { last, known_at, today, at_step, definition } = row;
  return { through: Number(last), known_at, today, step: Number(at_step), definition };
}
