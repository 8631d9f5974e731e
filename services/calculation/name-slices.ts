import type { ClickHouse } from "#db/clickhouse.ts";
import { createTurns } from "./give-way.ts";
import type { LastCalculation } from "./last-calculation.ts";
import type { Slice, Track } from "./slices.ts";

/** A calculation whose rows are all stored. */
export interface Prepared {
  slices: readonly Slice[];
  /** What each track was calculated from; a track that is left out stays as it was. */
  tracks: Partial<Record<Track, LastCalculation>>;
}

const columns = [
  "result",
  "group_kind",
  "group_id",
  "slice",
  "through",
  "known_at",
  "calculated_at",
  "today",
  "step",
  "definition",
] as const;

/** Lets readers see a calculation: one insert, so that they see all of it or what was there before. */
export async function nameSlices(
  clickhouse: ClickHouse,
  { slices, tracks }: Prepared,
  calculatedAt: number,
): Promise<void> {
  const giveWay = createTurns();
  const calculated_at = new Date(calculatedAt).toISOString();
  const lines: string[] = [];
  for (const { result, group_kind, group_id, slice } of slices) {
    const track = tracks[trackOf(result)];
    if (!track) continue;
    const { through, known_at, today, step, definition } = track;
    const of = [through, known_at, calculated_at, today, step, definition];
    lines.push([result, group_kind, group_id, slice, ...of].join("\t"));
    await giveWay();
  }
  await clickhouse.write.insertText("@db.result_slices", columns, Buffer.from(`${lines.join("\n")}\n`));
}

const trackOf = (result: Slice["result"]): Track =>
  result === "withdrawal" || result === "withdrawal-calculation" ? "withdrawal-calculation" : "calculation";
