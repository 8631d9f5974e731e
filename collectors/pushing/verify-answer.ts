import { openReceipt, receiptDigest, type ReceiptFields } from "#schema/receipt.ts";
import type { Spool, SpooledPush } from "./spool.ts";

/** Opens the receipt of a push; throws a sentence when it does not prove that this push was stored as sent. */
export async function verifyAnswer(
  receipt: string,
  push: SpooledPush,
  verifierKeys: readonly string[],
  spool: Pick<Spool, "receipt">,
): Promise<ReceiptFields> {
  const fields = openReceipt(receipt, verifierKeys);
  const expected = {
    agency: push.agency,
    push: push.push_id,
    content: push.content_digest,
    reference_date: push.reference_date,
  };
  for (const [name, value] of Object.entries(expected)) {
    const found = fields[name as keyof typeof expected];
    if (found !== value) throw new Error(`expected ${name} ${value}, found ${found}`);
  }
  if (fields.records.submitted !== push.records)
    throw new Error(`expected ${push.records} records submitted, found ${fields.records.submitted}`);

  const { epoch, sequence, previous } = fields;
  const same = await spool.receipt(epoch, sequence);
  if (same !== undefined && same !== receipt)
    throw new Error(`receipt ${sequence} was given before with another text: the agency's history was changed`);
  const before = sequence === 1 ? undefined : await spool.receipt(epoch, sequence - 1);
  if (before !== undefined && previous !== receiptDigest(before))
    throw new Error(`receipt ${sequence} does not continue receipt ${sequence - 1}, which is in the spool`);
  if (epoch === 1 && (sequence === 1) !== (previous === "none"))
    throw new Error(`expected "previous none" on receipt 1 and there only, found ${previous} on receipt ${sequence}`);
  return fields;
}
