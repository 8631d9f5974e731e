import type { ClickHouse } from "#db/clickhouse.ts";
import { storedDigestsSql } from "#projection/fact-text.ts";
import { copies, memberCount } from "./parties.ts";

/** What becomes of a column in the copy of that number; every other column stays as it is. */
const copiedColumns: Readonly<Record<string, string>> = {
  agency: "concat('a', toString(copy), '-', splitByChar('-', agency)[2])",
  member: `concat('m', toString((toUInt32(splitByChar('-', agency)[2]) + copy) % ${memberCount}))`,
  workload: "if(twin = 0 OR workload = '', workload, concat(workload, '-', toString(twin)))",
  sequence: `sequence * ${copies} + copy`,
  known_at: "known_at + toIntervalMillisecond(copy)",
};

/**
 * Fills an empty, migrated database with the facts of every copy of the agencies in the database `pattern`, month of
 * knowledge by month. Of each workload there are so many `twins`.
 */
export async function copyFacts(clickhouse: ClickHouse, pattern: ClickHouse, twins: number): Promise<void> {
  const from = pattern.database;
  const columns = (
    await pattern.read<{ name: string }>(
      "SELECT name FROM system.columns WHERE database = {database:String} AND table = 'facts' AND default_kind = '' ORDER BY position",
      { database: from },
    )
  ).map(({ name }) => name);
  const selected = columns.map((name) => `${copiedColumns[name] ?? name} AS copied_${name}`).join(", ");
  const months = await pattern.read<{ month: number }>(
    "SELECT DISTINCT toYYYYMM(known_at) AS month FROM @db.facts ORDER BY month",
  );
  for (const { month } of months) {
    await clickhouse.write.command(
      `INSERT INTO @db.facts (${columns.join(", ")}) SELECT ${selected}
       FROM ${from}.facts
       CROSS JOIN (SELECT number % ${copies} AS copy, intDiv(number, ${copies}) AS twin FROM numbers(${copies * twins})) AS numbered
       WHERE toYYYYMM(known_at) = ${month} AND (kind != 'coverage' OR twin = 0)`,
    );
  }
  await clickhouse.write.command("OPTIMIZE TABLE @db.facts FINAL");
  await clickhouse.write.command(
    `INSERT INTO @db.parties SELECT kind, id, body, known_at, sequence * ${copies} FROM ${from}.parties`,
  );
}

/** Marks the entries of every copy as projected, as the projector would have: with digests of their rows. */
export async function markProjected(clickhouse: ClickHouse, pattern: ClickHouse): Promise<void> {
  await clickhouse.write.command(
    `INSERT INTO @db.projected (sequence, known_at, row_count, row_hash, derivation)
     SELECT entries.copied_sequence, entries.copied_known_at, stored.row_count, stored.row_hash, entries.derivation
     FROM (
       SELECT ${copiedColumns.sequence} AS copied_sequence, ${copiedColumns.known_at} AS copied_known_at, derivation
       FROM ${pattern.database}.projected CROSS JOIN (SELECT number AS copy FROM numbers(${copies})) AS numbered
       WHERE copy = 0 OR sequence NOT IN (SELECT sequence FROM ${pattern.database}.parties)
     ) AS entries
     LEFT JOIN (${storedDigestsSql}) AS stored ON stored.sequence = entries.copied_sequence`,
    { first: 0, last: Number.MAX_SAFE_INTEGER, since: new Date(0).toISOString() },
  );
}
