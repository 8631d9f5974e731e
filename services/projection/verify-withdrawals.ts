import type { ClickHouse } from "#db/clickhouse.ts";
import { withdrawalsDigest } from "#indicators/single-withdrawals.ts";
import { beginDrop, endDrop } from "./announce-drop.ts";

/**
 * Takes away rows of `withdrawals` that no mark covers, which a process that died has left; and all of it when it was made with
 * another judgement or rows are missing. What is missing is made again.
 */
export async function verifyWithdrawals(clickhouse: ClickHouse): Promise<void> {
  const [mark] = await clickhouse.read<{ through: string; definition: string; row_count: string }>(
    "SELECT through, definition, row_count FROM @db.withdrawal_marks ORDER BY through DESC LIMIT 1",
  );
  const through = mark?.through ?? "0";
  const [rows] = await clickhouse.read<{ covered: string; others: string }>(
    "SELECT countIf(through <= {through:UInt64}) AS covered, count() - covered AS others FROM @db.withdrawals",
    { through },
  );
  if (mark && (mark.definition !== withdrawalsDigest || mark.row_count !== rows?.covered)) {
    await beginDrop(clickhouse);
    for (const table of ["withdrawal_marks", "withdrawals"])
      await clickhouse.write.command(`TRUNCATE TABLE @db.${table}`);
    await endDrop(clickhouse);
  } else if (rows && rows.others !== "0") {
    await clickhouse.write.command("DELETE FROM @db.withdrawals WHERE through > {through:UInt64}", { through });
  }
}
