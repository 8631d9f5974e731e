import type { ClickHouse } from "#db/clickhouse.ts";
import type { DurationCount } from "#indicators/deploy-speed/deploy-speed-of.ts";
import type { Indicator } from "#indicators/indicator.ts";
import type { CutRow } from "./cut.ts";
import type { DurationRow } from "./durations.ts";
import { type FactQuestion, factsOnDays } from "./fact-source.ts";
import { cutOf } from "./stocks.ts";

/** `durationsOn` on several days, ascending: rows by day. The cut has to be that of each of them. */
export async function durationsOnDays(
  clickhouse: ClickHouse,
  { sql }: Indicator,
  question: { days: readonly string[] } & Pick<FactQuestion, "vintage" | "cut">,
): Promise<Map<string, DurationRow[]>> {
  const keys = [...question.cut.columns, "day", "outcome"].join(", ");
  const source = factsOnDays("deployment", ["since", "event_on", "ended_on"], question);
  const rows = await clickhouse.read<
    CutRow & Pick<DurationCount, "outcome"> & { day: string; durations: number[]; counts: number[] }
  >(
    `SELECT ${keys}, groupArray(days) AS durations, groupArray(count) AS counts
FROM (
  SELECT ${[...question.cut.columns, "day", "judged.1 AS outcome", "judged.2 AS days", "sum(weight) AS count"].join(", ")}
  FROM (
    SELECT *, (
${sql}
    ) AS judged
    FROM (${source.sql})
  )
  GROUP BY ${keys}, days HAVING count != 0
)
GROUP BY ${keys}
SETTINGS output_format_json_quote_64bit_integers = 0`,
    source.parameters,
  );
  const found = new Map<string, DurationRow[]>(question.days.map((day) => [day, []]));
  for (const { outcome, day, durations, counts, ...row } of rows)
    for (const [at, days] of durations.entries())
      found.get(day)?.push({ ...cutOf(row), outcome, days, count: counts[at] ?? 0 });
  return found;
}
