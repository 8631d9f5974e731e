import { isDeepStrictEqual } from "node:util";
import type { ClickHouse } from "#db/clickhouse.ts";
import { precomputedNotices } from "#indicators/single-withdrawals.ts";
import { withdrawal } from "#indicators/withdrawal/indicator.ts";
import { cutFor } from "#read/cut.ts";
import { knownRegistry } from "#read/known-registry.ts";
import { scenarioClassesOn } from "#read/scenario-classes.ts";
import { precomputedClassesOn, readWithdrawalMark } from "#read/withdrawal-aggregates.ts";
import { type ClassRow, classesOn } from "#read/withdrawal-counts.ts";
import { dateOf, dayOf } from "#schema/calendar.ts";
import type { Draw } from "./random-world/draw.ts";

export interface WithdrawalDifferences {
  /** Up to which entry withdrawals are precomputed; 0 when nothing is. */
  sequence: number;
  /** Rows that were compared and are not empty. */
  compared: number;
  differences: object[];
}

/**
 * Compares what is precomputed with what is counted from the facts as of the same entry, and with what became known since as of
 * any other, for every agency and function: names, notices and days are drawn, days from around those on which something changes.
 */
export async function withdrawalDifferences(clickhouse: ClickHouse, draw: Draw): Promise<WithdrawalDifferences> {
  const mark = await readWithdrawalMark(clickhouse, Number.MAX_SAFE_INTEGER);
  if (!mark) return { sequence: 0, compared: 0, differences: [] };
  const registry = await knownRegistry(clickhouse, mark.sequence);
  const names = await clickhouse.read<{ name: string }>(
    `SELECT DISTINCT arrayJoin(arrayConcat(exposed_to, arrayMap(provider -> concat('provider:', provider), fallback_providers),
      arrayMap(jurisdiction -> concat('jurisdiction:', jurisdiction), fallback_jurisdictions))) AS name
    FROM @db.facts WHERE kind = 'withdrawal' AND name NOT IN ('provider:', 'jurisdiction:') ORDER BY name`,
  );
  const days = await clickhouse.read<{ day: string }>(
    `SELECT DISTINCT arrayJoin([valid_from, valid_until]) AS day FROM @db.facts WHERE kind = 'withdrawal' ORDER BY day`,
  );
  const [watermark] = await clickhouse.read<{ last: string }>("SELECT max(sequence) AS last FROM @db.projected");
  const last = Number(watermark?.last ?? 0);
  const found: WithdrawalDifferences = { sequence: mark.sequence, compared: 0, differences: [] };
  const drawn = draw.shuffled(names.map(({ name }) => name)).slice(0, 2);
  for (const name of [...drawn, draw.pick(["provider:nobody-uses-it", "jurisdiction:AQ"])]) {
    const [kind, id] = name.split(":") as ["provider" | "jurisdiction", string];
    const notice_minutes = draw.pick(precomputedNotices);
    const near = days.length > 0 ? dayOf(draw.pick(days).day) + draw.between(-1, 1) : 0;
    const date = dateOf(Math.min(near, dayOf("2199-12-31")));
    const question = { date, vintage: mark, cut: cutFor(undefined, registry, date) };
    const providers = kind === "provider" ? [id] : [];
    const jurisdictions = kind === "jurisdiction" ? [id] : [];
    const scenarios = new Map([["one", { providers, jurisdictions, notice_minutes }]]);
    const expected = summed(await classesOn(clickhouse, withdrawal, scenarios, question));
    const precomputed = summed(await precomputedClassesOn(clickhouse, { kind, id, notice_minutes }, question));
    found.compared += expected.length;
    if (!isDeepStrictEqual(precomputed, expected))
      found.differences.push({ name, notice_minutes, date, expected, precomputed });

    const later = { ...question, vintage: { sequence: draw.between(0, last) } };
    const counted = summed(await classesOn(clickhouse, withdrawal, scenarios, later));
    const completed = summed(await scenarioClassesOn(clickhouse, withdrawal, scenarios, later));
    if (!isDeepStrictEqual(completed, counted))
      found.differences.push({ name, notice_minutes, date, at: later.vintage, counted, completed });
  }
  return found;
}

/** What rows add up to. */
function summed(rows: readonly ClassRow[]): [string, number][] {
  const sums = new Map<string, number>();
  for (const row of rows) {
    const key = [row.member, row.agency, row.function, row.class].join(" ");
    sums.set(key, (sums.get(key) ?? 0) + row.count);
  }
  return [...sums].filter(([, count]) => count !== 0).toSorted(([left], [right]) => (left < right ? -1 : 1));
}
