import type { KeyObject } from "node:crypto";
import { sql as expression } from "drizzle-orm";
import { writeAudit } from "#db/audit.ts";
import { drizzleOver } from "#db/drizzle-over.ts";
import { forgetParameters } from "#db/forget-parameters.ts";
import type { Transaction } from "#db/postgres.ts";
import * as tables from "#db/tables.ts";
import { instantText, type LedgerHead } from "#ledger/ledger-head.ts";
import { receiptDigest, signReceipt } from "#schema/receipt.ts";
import type { ByteSpool } from "./byte-spool.ts";
import { countChanges, type PushChanges } from "./count-changes.ts";
import type { ReadPush } from "./read-push.ts";

/** A push on its way into the ledger. */
export interface Submission {
  agency: string;
  push_id: string;
  push: Filing;
  /** Public id of the key it came with. */
  actor: string;
  /** The versions it lists, stored already, sorted by workload id: numbers separated by commas. */
  content_ids: string;
}

/** What the ledger keeps of a push beside its contents. */
export type Filing = Pick<
  ReadPush,
  "header" | "content_digest" | "garbage" | "warnings" | "warnings_total" | "warning_counts"
> & {
  records: { readonly count: number };
  body: Pick<ByteSpool, "length" | "read">;
};

export interface ReceiptSigner {
  privateKey: KeyObject;
  server_id: string;
  epoch: number;
}

/** The figures have a push this long after its receipt unless the projector is behind; `GET` of the push tells. */
const visibleAfterMs = 5_000;

/** The body of 201, kept as text: a repeated push gets the same bytes. */
export function answerOf(push: Filing, note: string, receivedAtMs: number): string {
  return JSON.stringify({
    receipt: note,
    warnings: push.warnings,
    warnings_total: push.warnings_total,
    visible_by: instantText(receivedAtMs + visibleAfterMs),
  });
}

/** Bytes of one stored part of a body: each is written as text for a moment. */
const partBytes = 256 * 1024;

/** Of a part on its way to Postgres: the text, the driver's message and what it hands to the socket; each is longer than the bytes. */
const textCopies = 4;

/** Stores the bytes as they arrived. Before the ledger's lock: the largest of them take a second. */
export async function storeBody(transaction: Transaction, { agency, push_id, push }: Submission): Promise<void> {
  const { length } = push.body;
  const memory = Buffer.allocUnsafeSlow(Math.min(length, partBytes));
  for (let part = 0; part * partBytes < length; part += 1) {
    const bytes = memory.subarray(0, length - part * partBytes);
    await push.body.read(bytes, part * partBytes);
    push.garbage.leave(bytes.length * textCopies);
    await storePart(transaction, [agency, push_id, part, bytes.toString("base64")]);
  }
}

/** As base64, which is a third longer than the bytes; what the driver makes of bytes is twice as long. */
async function storePart(transaction: Transaction, values: (string | number)[]): Promise<void> {
  const statement = transaction.unsafe(
    "INSERT INTO push_body (agency, push_id, part, bytes) VALUES ($1, $2, $3, decode($4, 'base64'))",
    values,
    { prepare: true },
  );
  try {
    await statement;
  } finally {
    forgetParameters(statement, values);
  }
}

/** Takes the bytes back of a push that is refused after all. */
export async function dropBody(transaction: Transaction, { agency, push_id }: Submission): Promise<void> {
  await transaction`DELETE FROM push_body WHERE agency = ${agency} AND push_id = ${push_id}`;
}

/** Writes one push as the given entry of the ledger, whose lock the transaction holds; gives the answer to send. */
export async function commitPush(
  transaction: Transaction,
  submission: Submission,
  entry: LedgerHead,
  signer: ReceiptSigner,
): Promise<string> {
  const { agency, push_id, push, content_ids } = submission;
  const { header } = push;
  const { reference_date, complete } = header;
  const [records, previous] = await Promise.all([
    countChanges(transaction, { agency, reference_date, complete, content_ids }),
    lastReceipt(transaction, agency, signer.epoch),
  ]);
  const note = noteOf(submission, records, entry, previous, signer);
  const answer = answerOf(push, note, entry.received_at_ms);
  const received_at = instantText(entry.received_at_ms);
  const { sequence } = entry;
  const drizzle = drizzleOver(transaction);
  // Sent together: Postgres runs them in order on the one connection. drizzle sends later than it is called, so a statement
  // of another kind among them could overtake the row that they refer to.
  await Promise.all([
    drizzle.insert(tables.ledgerEntry).values({ sequence, kind: "push", received_at }),
    drizzle.insert(tables.push).values({
      sequence,
      agency,
      push_id,
      reference_date,
      complete,
      content_digest: push.content_digest,
      sender: header.sender ?? null,
      source_warnings: header.source_warnings ?? {},
      records: push.records.count,
      added: records.added,
      changed: records.changed,
      removed: records.removed,
      warning_counts: push.warning_counts,
      warnings_total: push.warnings_total,
      content_ids: expression`string_to_array(${content_ids}, ',')::bigint[]`,
      answer,
    }),
    drizzle.insert(tables.receipt).values({
      agency,
      epoch: signer.epoch,
      sequence: previous.sequence + 1,
      push_sequence: sequence,
      note,
      digest: receiptDigest(note),
    }),
    writeAudit(transaction, {
      at: received_at,
      actor: submission.actor,
      action: "push",
      subject: `${agency}/${push_id}`,
      detail: { sequence, reference_date, records: push.records.count },
    }),
  ]);
  return answer;
}

async function lastReceipt(
  transaction: Transaction,
  agency: string,
  epoch: number,
): Promise<{ sequence: number; digest: string }> {
  const [row] = await transaction<{ sequence: number; digest: string }[]>`
    SELECT sequence, digest FROM receipt WHERE agency = ${agency} AND epoch = ${epoch} ORDER BY sequence DESC LIMIT 1`;
  return row ?? { sequence: 0, digest: "none" };
}

function noteOf(
  { agency, push_id, push }: Submission,
  changes: PushChanges,
  entry: LedgerHead,
  previous: { sequence: number; digest: string },
  signer: ReceiptSigner,
): string {
  return signReceipt(
    {
      origin: signer.server_id,
      epoch: signer.epoch,
      agency,
      push: push_id,
      sequence: previous.sequence + 1,
      previous: previous.digest,
      content: push.content_digest,
      reference_date: push.header.reference_date,
      records: {
        submitted: push.records.count,
        ...changes,
        warnings: push.warnings_total,
      },
      received: instantText(entry.received_at_ms),
    },
    signer.privateKey,
  );
}
