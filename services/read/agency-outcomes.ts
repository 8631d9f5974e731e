import type { ClickHouse } from "#db/clickhouse.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { noOutcomes, type OutcomeCounts } from "#indicators/share.ts";
import type { Vintage } from "./watermark.ts";

/**
 * How an indicator over agencies judges each agency on a day; an agency outside its population is absent.
 * `alsoReporting` are agencies that would have reported with a push that is not stored.
 */
export async function agencyOutcomes(
  clickhouse: ClickHouse,
  indicator: Indicator,
  { date, vintage, alsoReporting = [] }: { date: string; vintage: Vintage; alsoReporting?: readonly string[] },
): Promise<Map<string, OutcomeCounts>> {
  const rows = await clickhouse.read<{ agency: string; outcome: number }>(
    `SELECT agency, outcome
    FROM (
      SELECT agency, (
${indicator.sql}
      ) AS outcome
      FROM (
        SELECT id AS agency,
          JSONExtractString(body, 'registered_on') AS registered_on,
          JSONExtractString(body, 'closed_on') AS closed_on,
          (registered_on = '' OR registered_on <= {day:String}) AND (closed_on = '' OR {day:String} < closed_on) AS is_registered,
          agency IN (
            SELECT agency FROM @db.facts
            WHERE kind = 'coverage' AND valid_from <= {date:Date32} AND {date:Date32} < valid_until
              AND known_at <= {known_at:DateTime64(3, 'UTC')} AND sequence <= {sequence:UInt64}
            GROUP BY agency HAVING sum(sign) > 0
          ) OR agency IN {also_reporting:Array(String)} AS has_reported
        FROM (
          SELECT id, body FROM @db.parties
          WHERE kind = 'agency' AND known_at <= {known_at:DateTime64(3, 'UTC')} AND sequence <= {sequence:UInt64}
          ORDER BY id, sequence DESC LIMIT 1 BY id
        )
      )
    )
    WHERE outcome IS NOT NULL`,
    { date, day: date, known_at: vintage.known_at, sequence: vintage.sequence, also_reporting: [...alsoReporting] },
  );
  const names = ["no", "unknown", "yes"] as const;
  return new Map(rows.map(({ agency, outcome }) => [agency, { ...noOutcomes, [names[outcome as 0 | 1 | 2]]: 1 }]));
}
