import { createHash } from "node:crypto";
import { canonicalText } from "./canonical.ts";
import { schemaVersion } from "./push.ts";

/** The line that begins the digested form: what a push says of itself, but nothing that depends on who sent it or how. */
export function contentHead(header: { reference_date: string; complete: boolean }): string {
  const { reference_date, complete } = header;
  return `${canonicalText({ schema_version: schemaVersion, reference_date, complete })}\n`;
}

/** Order of workload ids in the digested form. Ids are ASCII, so UTF-16 order is byte order. */
export const byId = (left: { id: string }, right: { id: string }): number =>
  left.id < right.id ? -1 : left.id > right.id ? 1 : 0;

/**
 * Digest of a push's content: SHA-256 over RFC 8785 lines, the head first, then the workloads sorted by id, each ended by LF.
 * `text` is the `canonicalText` of a workload.
 */
export function contentDigestOf(
  header: { reference_date: string; complete: boolean },
  workloads: readonly { id: string; text: string }[],
): string {
  const hash = createHash("sha256").update(contentHead(header));
  for (const { text } of [...workloads].sort(byId)) hash.update(text).update("\n");
  return `sha-256:${hash.digest("hex")}`;
}
