import type { ClickHouse } from "#db/clickhouse.ts";
import { classColumn, nobody, type PrecomputedNotice, withdrawalsDigest } from "#indicators/single-withdrawals.ts";
import type { WithdrawalClass } from "#indicators/withdrawal/withdrawal-classes.ts";
import type { Cut, CutRow } from "./cut.ts";
import { cutOf } from "./stocks.ts";
import type { ClassRow } from "./withdrawal-counts.ts";

/** Up to where withdrawals are precomputed. */
export interface WithdrawalMark {
  /** The last entry of the ledger that they have. */
  sequence: number;
  /** RFC 3339: that entry's instant. */
  known_at: string;
}

/** The last mark up to an entry; undefined while nothing up to it is precomputed with the judgement of this code. */
export async function readWithdrawalMark(
  clickhouse: ClickHouse,
  sequence: number,
): Promise<WithdrawalMark | undefined> {
  const [mark] = await clickhouse.read<{ last: string; known_at: string }>(
    `SELECT through AS last, known_at FROM @db.withdrawal_marks
    WHERE definition = {withdrawalsDigest:String} AND through <= {sequence:UInt64} ORDER BY through DESC LIMIT 1`,
    { withdrawalsDigest, sequence },
  );
  return mark && { sequence: Number(mark.last), known_at: mark.known_at };
}

export interface SingleWithdrawal {
  /** The one that withdraws: an id of a provider, or a jurisdiction's code. */
  kind: keyof typeof nobody;
  id: string;
  notice_minutes: PrecomputedNotice;
}

/** How many workloads a single provider's or jurisdiction's withdrawal would put into which class: `classesOn`, precomputed. */
export async function precomputedClassesOn(
  clickhouse: ClickHouse,
  { kind, id, notice_minutes }: SingleWithdrawal,
  { date, vintage, cut }: { date: string; vintage: WithdrawalMark; cut: Cut },
): Promise<ClassRow[]> {
  const sums = (name: string, outcome: string, count: string): string =>
    `SELECT ${[...cut.columns, `${outcome} AS class`, `${count} AS part`].join(", ")} FROM @db.withdrawals
    WHERE name = {${name}:String} AND ${cut.scope} AND date <= {date:Date32} AND through <= {sequence:UInt64}
    GROUP BY ${[...cut.columns, "class"].join(", ")}`;
  const column = classColumn(notice_minutes);
  const keys = [...cut.columns, "class"].join(", ");
  const rows = await clickhouse.read<CutRow & { class: WithdrawalClass; count: string }>(
    `SELECT ${keys}, sum(part) AS count
FROM (
    ${sums("nobody", column, "sum(count)")}
    UNION ALL ${sums("name", column, "sum(count)")}
    UNION ALL ${sums("name", "otherwise", "-sum(count)")}
)
GROUP BY ${keys} HAVING count != 0`,
    { ...cut.parameters, nobody: nobody[kind], name: `${nobody[kind]}${id}`, date, sequence: vintage.sequence },
  );
  return rows.map((row) => ({ ...cutOf(row), class: row.class, count: Number(row.count) }));
}
