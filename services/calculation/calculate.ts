import type { ClickHouse } from "#db/clickhouse.ts";
import type { Sql } from "#db/postgres.ts";
import { knownRegistry } from "#read/known-registry.ts";
import type { Standpoint } from "#read/reading.ts";
import { readWithdrawalMark } from "#read/withdrawal-aggregates.ts";
import { calculateFigures } from "./calculate-figures.ts";
import { calculateWithdrawals } from "./calculate-withdrawals.ts";
import { calculationDays } from "./calculation-days.ts";
import type { CalculationContext } from "./context.ts";
import { copyPushes } from "./copy-pushes.ts";
import { readLastCalculation } from "./last-calculation.ts";
import type { Prepared } from "./name-slices.ts";
import { createResultWriter } from "./result-writer.ts";
import { createSlices } from "./slices.ts";
import { resultsDefinition, workOf } from "./work-of.ts";

export interface CalculationDeps {
  clickhouse: ClickHouse;
  sql: Sql;
  /** A number that no slice has had, each greater than the one before. */
  nextSlice: () => number;
  /** Ends a calculation under way. */
  signal: AbortSignal;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Calculates what is another since the last time and stores it, unseen. Undefined when nothing can be another. */
export async function calculate(deps: CalculationDeps, standpoint: Standpoint): Promise<Prepared | undefined> {
  const { clickhouse, now, nextSlice, signal } = deps;
  const context: CalculationContext = {
    clickhouse,
    standpoint,
    days: calculationDays(now()),
    writer: createResultWriter(clickhouse, signal),
    slices: createSlices(nextSlice),
  };
  const tracks: Prepared["tracks"] = {};
  const last = await readLastCalculation(clickhouse, "calculation");
  const work = await workOf(clickhouse, standpoint, context.days, last);
  if (work) {
    await copyPushes(deps, { until: standpoint.vintage.sequence, registry: standpoint.registry });
    await calculateFigures(context, work);
    tracks.calculation = calculationOf(context);
  }
  const precomputed = await precomputedStandpoint(clickhouse, standpoint);
  if (precomputed) {
    const ofWithdrawals = { ...context, standpoint: precomputed };
    const before = await readLastCalculation(clickhouse, "withdrawal-calculation");
    const again = await workOf(clickhouse, precomputed, context.days, before);
    if (again) {
      await calculateWithdrawals(ofWithdrawals, again);
      tracks["withdrawal-calculation"] = calculationOf(ofWithdrawals);
    }
  }
  for (const track of Object.keys(tracks) as (keyof typeof tracks)[]) context.slices.of(track, { kind: "", id: "" });
  if (context.slices.all().length === 0) return undefined;
  await context.writer.flush();
  return { slices: context.slices.all(), tracks };
}

const calculationOf = ({ standpoint: { vintage, step }, days: { today } }: CalculationContext) => ({
  through: vintage.sequence,
  known_at: vintage.known_at,
  today,
  step,
  definition: resultsDefinition,
});

/** What was known when withdrawals were precomputed; undefined while none are. */
async function precomputedStandpoint(clickhouse: ClickHouse, latest: Standpoint): Promise<Standpoint | undefined> {
  const mark = await readWithdrawalMark(clickhouse, latest.vintage.sequence);
  if (!mark) return undefined;
  if (mark.sequence === latest.vintage.sequence) return latest;
  const [row] = await clickhouse.read<{ registry_sequence: string }>(
    "SELECT max(sequence) AS registry_sequence FROM @db.parties WHERE sequence <= {sequence:UInt64}",
    { sequence: mark.sequence },
  );
  const registry_sequence = Number(row?.registry_sequence ?? 0);
  return {
    ...latest,
    vintage: { ...mark, registry_sequence },
    registry: await knownRegistry(clickhouse, registry_sequence),
  };
}
