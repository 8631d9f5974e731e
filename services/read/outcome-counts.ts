import type { ClickHouse } from "#db/clickhouse.ts";
import { factBits } from "#derivation/facts.ts";
import type { Indicator } from "#indicators/indicator.ts";
import type { OutcomeCounts } from "#indicators/share.ts";
import type { Vintage } from "./watermark.ts";

/** Outcomes of the workloads of one agency and function, by indicator code. */
export interface FunctionCounts {
  agency: string;
  /** COFOG division 1-10, 0 when not reported. */
  function: number;
  /** Workloads that have a version on the day, whatever their stage. */
  versions: number;
  outcomes: Record<string, OutcomeCounts>;
}

export interface CountQuestion {
  /** YYYY-MM-DD */
  date: string;
  vintage: Vintage;
  /** One agency's or one member's rows only. */
  within?: { agency: string } | { member: string };
  /** What a push that is not stored would change: packed facts, function and sign of each difference on the day. */
  also?: readonly { function: number; facts: number; sign: number }[];
}

/** Names that an indicator's SQL may use, unpacked from the facts of a row. */
const unpacked = Object.entries(factBits)
  .map(([name, { shift, width }]) => {
    const bits = `bitAnd(bitShiftRight(facts, ${shift}), ${2 ** width - 1})`;
    return width === 1 ? `${bits} = 1 AS ${name}` : `toInt8(${bits}) AS ${name}`;
  })
  .join(",\n      ");

/** The one place that counts: every indicator judges each row, and the signed rows of each answer are summed. */
export async function countOutcomes(
  clickhouse: ClickHouse,
  indicators: readonly Indicator[],
  { date, vintage, within, also = [] }: CountQuestion,
): Promise<FunctionCounts[]> {
  const judged = indicators.filter(({ unit }) => unit === "workload");
  const judgements = judged.map(({ sql }, index) => `(\n${sql}\n) AS outcome_${index}`);
  const sums = judged.map(
    (_, index) =>
      `[${[2, 1, 0].map((answer) => `sumIf(weight, outcome_${index} = ${answer})`).join(", ")}] AS counts_${index}`,
  );
  const scope = within && ("agency" in within ? "AND agency = {scope:String}" : "AND member = {scope:String}");
  const rows = await clickhouse.read<Record<string, unknown> & { agency: string; function: number; versions: string }>(
    `SELECT agency, function, sum(weight) AS versions${sums.map((sum) => `,\n  ${sum}`).join("")}
    FROM (
      SELECT agency, function, weight,
      ${[unpacked, ...judgements].join(",\n      ")}
      FROM (
        SELECT agency, function, facts, toInt64(sign) AS weight FROM @db.facts
        WHERE kind = 'workload' ${scope ?? ""}
          AND valid_from <= {date:Date32} AND {date:Date32} < valid_until
          AND known_at <= {known_at:DateTime64(3, 'UTC')} AND sequence <= {sequence:UInt64}
        ${also.length > 0 ? alsoSql : ""}
      )
    )
    GROUP BY agency, function HAVING versions != 0`,
    {
      date,
      known_at: vintage.known_at,
      sequence: vintage.sequence,
      ...(within && { scope: "agency" in within ? within.agency : within.member }),
      ...(also.length > 0 && {
        also_functions: also.map((row) => row.function),
        also_facts: also.map(({ facts }) => facts),
        also_signs: also.map(({ sign }) => sign),
      }),
    },
  );
  return rows.map((row) => ({
    agency: row.agency,
    function: row.function,
    versions: Number(row.versions),
    outcomes: Object.fromEntries(judged.map(({ code }, index) => [code, countsOf(row[`counts_${index}`])])),
  }));
}

const alsoSql = `UNION ALL
        SELECT {scope:String} AS agency, toUInt8(row.1) AS function, toUInt32(row.2) AS facts, row.3 AS weight
        FROM (SELECT arrayJoin(arrayZip({also_functions:Array(UInt8)}, {also_facts:Array(UInt32)}, {also_signs:Array(Int64)})) AS row)`;

/** 64-bit sums arrive as texts. */
function countsOf(sums: unknown): OutcomeCounts {
  const [yes = 0, unknown = 0, no = 0] = (sums as string[]).map(Number);
  return { yes, unknown, no };
}
