import type { Sql } from "#db/postgres.ts";
import { cursorOf, positionOf } from "#http/cursor.ts";
import { ProblemError } from "#http/problem.ts";
import type { PushEntry, ReceiptEntry } from "./push-schema.ts";

interface Page {
  limit: number;
  cursor: string | undefined;
}

/** Pushes of an agency, the newest first. */
export async function listPushes(
  sql: Sql,
  agency: string,
  { limit, cursor }: Page,
): Promise<{ items: PushEntry[]; next: string | null }> {
  const scope = `pushes ${agency}`;
  const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(positionOf(scope, cursor)[0]);
  const rows = await entries(sql, sql`push.agency = ${agency} AND push.sequence < ${before}`, limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? cursorOf(scope, [String(last.sequence)]) : null };
}

/** One push with its receipt. Throws `not-found`. */
export async function findPush(sql: Sql, agency: string, pushId: string): Promise<PushEntry & { receipt: string }> {
  const [entry] = await entries(sql, sql`push.agency = ${agency} AND push.push_id = ${pushId}`, 1);
  if (!entry) throw new ProblemError("not-found");
  const [receipt] = await sql<{ note: string }[]>`SELECT note FROM receipt WHERE push_sequence = ${entry.sequence}`;
  return { ...entry, receipt: receipt?.note ?? "" };
}

async function entries(sql: Sql, where: ReturnType<Sql>, limit: number): Promise<PushEntry[]> {
  const rows = await sql<
    (Omit<PushEntry, "state" | "counts"> & { records: number; added: number; changed: number; removed: number })[]
  >`
    SELECT push.push_id, push.agency, push.sequence, push.reference_date, push.complete, ledger_entry.received_at,
      ledger_entry.projected_at, push.content_digest, push.sender, push.records, push.added, push.changed, push.removed,
      push.warnings_total, push.warning_counts, push.source_warnings
    FROM push JOIN ledger_entry USING (sequence)
    WHERE ${where} ORDER BY push.sequence DESC LIMIT ${limit}`;
  return rows.map(({ records, added, changed, removed, ...row }) => ({
    ...row,
    state: row.projected_at === null ? "accepted" : "projected",
    counts: { submitted: records, added, changed, unchanged: records - added - changed, removed },
  }));
}

/** Receipts of an agency in the order of its chain, those after `after`. */
export async function listReceipts(
  sql: Sql,
  agency: string,
  { after, limit, cursor }: Page & { after: number },
): Promise<{ items: ReceiptEntry[]; next: string | null }> {
  const scope = `receipts ${agency} ${after}`;
  const [epoch = 0, sequence = after] = cursor === undefined ? [] : positionOf(scope, cursor).map(Number);
  const rows = await sql<ReceiptEntry[]>`
    SELECT receipt.epoch, receipt.sequence, push.push_id, receipt.digest, receipt.note AS receipt
    FROM receipt JOIN push ON push.sequence = receipt.push_sequence
    WHERE receipt.agency = ${agency} AND receipt.sequence > ${after} AND (receipt.epoch, receipt.sequence) > (${epoch}, ${sequence})
    ORDER BY receipt.epoch, receipt.sequence LIMIT ${limit + 1}`;
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    next: rows.length > limit && last ? cursorOf(scope, [String(last.epoch), String(last.sequence)]) : null,
  };
}
