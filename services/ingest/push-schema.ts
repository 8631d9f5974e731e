import { z } from "zod";

const Counts = z.record(z.string(), z.int());

/** A push as its agency, its officers and administrators see it. */
export const PushEntry = z
  .object({
    push_id: z.string(),
    agency: z.string(),
    /** Place in the ledger. */
    sequence: z.int(),
    reference_date: z.string(),
    complete: z.boolean(),
    received_at: z.string(),
    /** `accepted` once it is stored, `projected` once the figures have it. */
    state: z.enum(["accepted", "projected"]),
    projected_at: z.string().nullable(),
    content_digest: z.string(),
    sender: z.string().nullable(),
    counts: z.object({
      submitted: z.int(),
      added: z.int(),
      changed: z.int(),
      unchanged: z.int(),
      removed: z.int(),
    }),
    warnings_total: z.int(),
    /** By rule. */
    warning_counts: Counts,
    /** What the collector noticed while reading its source, by code. */
    source_warnings: Counts,
  })
  .meta({ id: "PushEntry" });
export type PushEntry = z.infer<typeof PushEntry>;

export const PushState = PushEntry.extend({ receipt: z.string() }).meta({ id: "PushState" });

export const PushPage = z.object({ items: z.array(PushEntry), next: z.string().nullable() }).meta({ id: "PushPage" });

export const ReceiptEntry = z
  .object({ epoch: z.int(), sequence: z.int(), push_id: z.string(), digest: z.string(), receipt: z.string() })
  .meta({ id: "ReceiptEntry" });
export type ReceiptEntry = z.infer<typeof ReceiptEntry>;

export const ReceiptPage = z
  .object({ items: z.array(ReceiptEntry), next: z.string().nullable() })
  .meta({ id: "ReceiptPage" });
