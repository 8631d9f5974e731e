import type { ClickHouse } from "#db/clickhouse.ts";
import { dateOf, dayOf } from "#schema/calendar.ts";
import { worldDays, worldFrom } from "../../worlds/pattern-case.ts";

/** What is kept instead of intervals by who writes down every day how every workload stands: the same facts, a row a day. */
export async function makeSnapshots(clickhouse: ClickHouse): Promise<void> {
  await clickhouse.write.command(`
    CREATE TABLE @db.snapshots (
      date Date32,
      member LowCardinality(String),
      agency LowCardinality(String),
      workload String,
      function UInt8,
      facts UInt32,
      since Date32
    ) ENGINE = MergeTree PARTITION BY toYYYYMM(date) ORDER BY (date, member, agency, workload)`);
  for (let index = 0; index < worldDays; index += 1) {
    await clickhouse.write.command(
      `INSERT INTO @db.snapshots
       SELECT {date:Date32}, member, agency, workload, function, facts, since FROM @db.facts
       WHERE kind = 'workload' AND valid_from <= {date:Date32} AND {date:Date32} < valid_until
       GROUP BY member, agency, workload, function, facts, since HAVING sum(sign) != 0`,
      { date: dateOf(dayOf(worldFrom) + index) },
    );
  }
  await clickhouse.write.command("OPTIMIZE TABLE @db.snapshots FINAL");
}

/** The rows of `facts` that snapshots stand for, in a table by themselves, so that their size can be told. */
export async function makeIntervals(clickhouse: ClickHouse): Promise<void> {
  await clickhouse.write.command("CREATE TABLE @db.intervals AS @db.facts");
  await clickhouse.write.command("INSERT INTO @db.intervals SELECT * FROM @db.facts WHERE kind = 'workload'");
  await clickhouse.write.command("OPTIMIZE TABLE @db.intervals FINAL");
}

export async function diskMebibytes(clickhouse: ClickHouse, table: "snapshots" | "intervals"): Promise<number> {
  const [row] = await clickhouse.read<{ bytes: string }>(
    `SELECT sum(bytes_on_disk) AS bytes FROM system.parts
     WHERE active AND database = {database:String} AND table = {table:String}`,
    { database: clickhouse.database, table },
  );
  return Number(row?.bytes ?? 0) / 1024 ** 2;
}
