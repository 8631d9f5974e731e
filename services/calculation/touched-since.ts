import type { ClickHouse } from "#db/clickhouse.ts";

/** What entries of the ledger changed: agencies, and the days of some on which their figures may be others now. */
export interface Touched {
  agencies: ReadonlySet<string>;
  members: ReadonlySet<string>;
  days: ReadonlySet<string>;
}

/** What the entries after one and up to another changed in facts. */
export async function touchedSince(
  clickhouse: ClickHouse,
  { after, until, days }: { after: { sequence: number; known_at: string }; until: number; days: readonly string[] },
): Promise<Touched> {
  const rows = await clickhouse.read<{ agency: string; member: string; days: string[] }>(
    `SELECT member, agency,
  groupUniqArrayArray(arrayFilter(day -> valid_from <= day AND day < valid_until, {days:Array(Date32)})) AS days
FROM @db.facts
WHERE sequence > {after:UInt64} AND sequence <= {until:UInt64} AND known_at >= {known_after:DateTime64(3, 'UTC')}
GROUP BY member, agency`,
    { after: after.sequence, known_after: after.known_at, until, days },
  );
  return {
    agencies: new Set(rows.map(({ agency }) => agency)),
    members: new Set(rows.map(({ member }) => member)),
    days: new Set(rows.flatMap((row) => row.days)),
  };
}
