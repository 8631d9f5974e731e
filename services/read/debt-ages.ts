import type { ClickHouse } from "#db/clickhouse.ts";
import { reliabilityDebt } from "#indicators/reliability-debt/indicator.ts";
import { workloadFacts } from "#indicators/unpacked-facts.ts";
import type { CutRow } from "./cut.ts";
import type { DebtItemKind } from "./debt-items.ts";
import { type FactQuestion, factsOn } from "./fact-source.ts";
import { cutOf } from "./stocks.ts";

/** Days that an item has run: the last of each band but the open one. */
const bandEnds = { "0-30": 30, "31-90": 90, "91-180": 180, "181-365": 365 } as const;
const openBand = "366+";
export type AgeBand = keyof typeof bandEnds | typeof openBand;

const band = `multiIf(${Object.entries(bandEnds)
  .map(([name, end]) => `age <= ${end}, '${name}'`)
  .join(", ")}, '${openBand}')`;

export type DebtAgeRow = CutRow & { kind: DebtItemKind; age_band: AgeBand; items: number; oldest_days: number };

/** Counts the items that `debtItems` lists, by how long they have run. */
export async function debtAgesOn(clickhouse: ClickHouse, question: FactQuestion): Promise<DebtAgeRow[]> {
  const { columns } = question.cut;
  const keys = columns.length > 0 ? `${columns.join(", ")}, ` : "";
  const owing = factsOn("workload", ["facts", "since"], question);
  const overdue = factsOn("finding", ["since"], question);
  const rows = await clickhouse.read<DebtAgeRow>(
    `SELECT ${keys}kind, ${band} AS age_band, sum(count) AS items, max(age) AS oldest_days
FROM (
  SELECT ${keys}kind, dateDiff('day', since, {date:Date32}) AS age, sum(weight) AS count
  FROM (
    SELECT ${keys}since, weight, (
${reliabilityDebt.sql}
    ) AS kind
    FROM (SELECT *, ${workloadFacts} FROM (${owing.sql}))
    UNION ALL SELECT ${keys}since, weight, 'correction' AS kind FROM (${overdue.sql})
  )
  WHERE kind != ''
  GROUP BY ${keys}kind, age HAVING count != 0
)
GROUP BY ${keys}kind, age_band
SETTINGS output_format_json_quote_64bit_integers = 0`,
    { ...owing.parameters, ...overdue.parameters },
  );
  return rows.map(({ kind, age_band, items, oldest_days, ...row }) => ({
    ...cutOf(row),
    kind,
    age_band,
    items,
    oldest_days,
  }));
}
