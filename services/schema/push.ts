import { z } from "zod";
import { CalendarDate } from "./calendar.ts";
import { text } from "./text.ts";

export const schemaVersion = 1;

/** What the collector noticed while reading its source, counted by code. Stored beside the figures, outside the content digest. */
export const SourceWarnings = z
  .record(z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/), z.int().min(0))
  .refine((counts) => Object.keys(counts).length <= 200, { error: "expected at most 200 codes" });

/** Line 1 of a push as NDJSON; the same members beside `workloads` as JSON. */
export const PushHeader = z
  .strictObject({
    schema_version: z.literal(schemaVersion).describe("Version of the record"),
    reference_date: CalendarDate.describe("The day that the push describes"),
    complete: z.boolean().describe("Whether the list is the whole inventory on that day"),
    records: z
      .int()
      .min(0)
      .describe("How many workloads follow; a body with another number was cut or changed on its way"),
    sender: text(0, 200).optional().describe("Program and version"),
    source_warnings: SourceWarnings.optional().describe("What the collector noticed while reading its source, by code"),
  })
  .meta({ id: "PushHeader" });
export type PushHeader = z.infer<typeof PushHeader>;

/** A UUID of any version, lower-cased. */
export const PushId = z.string().toLowerCase().pipe(z.guid()).meta({ id: "PushId", format: "uuid" });
