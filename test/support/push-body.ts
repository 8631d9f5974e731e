import { gzipSync } from "node:zlib";
import type { Workload } from "#schema/workload.ts";

export type PushContent = {
  reference_date: string;
  complete: boolean;
  workloads: readonly (Workload | object)[];
  /** Members of the header that differ from what they should be. */
  header?: Record<string, unknown>;
};

export type PushForm = { media?: "ndjson" | "json"; gzip?: boolean };

export function headerOf({ reference_date, complete, workloads, header }: PushContent): Record<string, unknown> {
  return { schema_version: 1, reference_date, complete, records: workloads.length, ...header };
}

/** A push as text, in either form. */
export function pushText(content: PushContent, media: "ndjson" | "json" = "ndjson"): string {
  const header = headerOf(content);
  if (media === "json") return JSON.stringify({ ...header, workloads: content.workloads });
  return [header, ...content.workloads].map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** Body and headers of a push. */
export function pushRequest(
  content: PushContent | string,
  { media = "ndjson", gzip = false }: PushForm = {},
): { body: Buffer; headers: Record<string, string> } {
  const text = Buffer.from(typeof content === "string" ? content : pushText(content, media));
  return {
    body: gzip ? gzipSync(text) : text,
    headers: {
      "content-type": media === "json" ? "application/json" : "application/x-ndjson",
      ...(gzip && { "content-encoding": "gzip" }),
    },
  };
}
