import { parseRecord } from "#schema/parse-record.ts";
import { type Finding, finding } from "#schema/rules.ts";
import { faultOf } from "./fault-of.ts";
import type { SourceRecord } from "./source.ts";

const mostRecordBytes = 1024 * 1024;

/** One record's bytes as a value, or as the fault that makes it unreadable. */
export function recordAt(line: number, bytes: Buffer): SourceRecord {
  const unreadable = (found: Finding): SourceRecord => ({
    agency: undefined,
    line,
    workload: undefined,
    unreadable: faultOf(found),
    warnings: [],
  });
  if (bytes.length > mostRecordBytes)
    return unreadable(finding("record-too-large", [], `expected at most 1 MiB, found ${bytes.length} bytes`));
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return unreadable(finding("invalid-utf8", [], "expected UTF-8, found bytes that are none"));
  }
  const parsed = parseRecord(text);
  if ("finding" in parsed) return unreadable(parsed.finding);
  return { agency: undefined, line, workload: parsed.value, warnings: [] };
}
