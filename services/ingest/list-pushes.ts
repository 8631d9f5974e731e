import { and, asc, desc, eq, lt, type SQL, sql as expression } from "drizzle-orm";
import { drizzleOver } from "#db/drizzle-over.ts";
import type { Sql } from "#db/postgres.ts";
import type { Same } from "#db/same.ts";
import { ledgerEntry, push, receipt } from "#db/tables.ts";
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
  const rows = await entries(sql, and(eq(push.agency, agency), lt(push.sequence, before)), limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? cursorOf(scope, [String(last.sequence)]) : null };
}

/** One push with its receipt. Throws `not-found`. */
export async function findPush(sql: Sql, agency: string, pushId: string): Promise<PushEntry & { receipt: string }> {
  const [entry] = await entries(sql, and(eq(push.agency, agency), eq(push.push_id, pushId)), 1);
  if (!entry) throw new ProblemError("not-found");
  const [signed] = await drizzleOver(sql)
    .select({ note: receipt.note })
    .from(receipt)
    .where(eq(receipt.push_sequence, entry.sequence));
  return { ...entry, receipt: signed?.note ?? "" };
}

async function entries(sql: Sql, where: SQL | undefined, limit: number): Promise<PushEntry[]> {
  const rows = await drizzleOver(sql)
    .select({
      push_id: push.push_id,
      agency: push.agency,
      sequence: push.sequence,
      reference_date: push.reference_date,
      complete: push.complete,
      received_at: ledgerEntry.received_at,
      projected_at: ledgerEntry.projected_at,
      content_digest: push.content_digest,
      sender: push.sender,
      records: push.records,
      added: push.added,
      changed: push.changed,
      removed: push.removed,
      warnings_total: push.warnings_total,
      warning_counts: push.warning_counts,
      source_warnings: push.source_warnings,
    })
    .from(push)
    .innerJoin(ledgerEntry, eq(ledgerEntry.sequence, push.sequence))
    .where(where)
    .orderBy(desc(push.sequence))
    .limit(limit);
  type Counted = "records" | "added" | "changed" | "removed";
  true satisfies Same<Omit<(typeof rows)[number], Counted>, Omit<PushEntry, "state" | "counts">>;
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
  const rows = await drizzleOver(sql)
    .select({
      epoch: receipt.epoch,
      sequence: receipt.sequence,
      push_id: push.push_id,
      digest: receipt.digest,
      receipt: receipt.note,
    })
    .from(receipt)
    .innerJoin(push, eq(push.sequence, receipt.push_sequence))
    .where(
      and(
        eq(receipt.agency, agency),
        // Whoever asks may name numbers that the column could not hold.
        expression`${receipt.sequence} > ${after}::bigint`,
        expression`(${receipt.epoch}, ${receipt.sequence}) > (${epoch}::bigint, ${sequence}::bigint)`,
      ),
    )
    .orderBy(asc(receipt.epoch), asc(receipt.sequence))
    .limit(limit + 1);
  true satisfies Same<(typeof rows)[number], ReceiptEntry>;
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    next: rows.length > limit && last ? cursorOf(scope, [String(last.epoch), String(last.sequence)]) : null,
  };
}
