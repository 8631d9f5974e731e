import { z } from "zod";

const Counts = z.record(z.string(), z.int());

/** `added + changed + unchanged = submitted`. */
export const PushCounts = z
  .object({
    submitted: z.int().describe("Workloads in the push"),
    added: z.int().describe("Without a version on the reference date before this push"),
    changed: z.int(),
    unchanged: z.int(),
    removed: z.int().describe("Had a version, and are missing from a complete push"),
  })
  .meta({ id: "PushCounts" });

/** A push as its agency, its officers and administrators see it. */
export const PushEntry = z
  .object({
    push_id: z.string(),
    agency: z.string(),
    sequence: z.int().describe("Place in the ledger"),
    reference_date: z.string().describe("The day that the push describes"),
    complete: z.boolean().describe("Whether it lists every workload of the agency"),
    received_at: z.string().describe("Its instant in the ledger"),
    state: z
      .enum(["accepted", "projected"])
      .describe("`accepted` once it is stored, `projected` once the figures have it"),
    projected_at: z.string().nullable(),
    content_digest: z
      .string()
      .describe("SHA-256 over the canonical lines of what it says; the same for equal contents"),
    sender: z.string().nullable().describe("Program and version, as it said"),
    counts: PushCounts,
    warnings_total: z.int(),
    warning_counts: Counts.describe("By rule"),
    source_warnings: Counts.describe("What the collector noticed while reading its source, by code"),
  })
  .meta({ id: "PushEntry" });
export type PushEntry = z.infer<typeof PushEntry>;

export const PushState = PushEntry.extend({ receipt: z.string().describe("A C2SP signed note") }).meta({
  id: "PushState",
});

export const PushPage = z.object({ items: z.array(PushEntry), next: z.string().nullable() }).meta({ id: "PushPage" });

export const ReceiptEntry = z
  .object({
    epoch: z.int(),
    sequence: z.int().describe("Counts the agency's receipts from 1, without gaps"),
    push_id: z.string(),
    digest: z.string().describe("SHA-256 over the receipt's bytes; the next one names it"),
    receipt: z.string().describe("A C2SP signed note"),
  })
  .meta({ id: "ReceiptEntry" });
export type ReceiptEntry = z.infer<typeof ReceiptEntry>;

export const ReceiptPage = z
  .object({ items: z.array(ReceiptEntry), next: z.string().nullable() })
  .meta({ id: "ReceiptPage" });
