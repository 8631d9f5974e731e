import { canonicalDocument } from "./canonical-document.ts";
import { recordAt } from "./record-at.ts";
import type { Source, SourceRecord } from "./source.ts";

const lineFeed = 0x0a;
const headerKeys = ["schema_version", "reference_date", "complete", "records"];

/**
 * Sparewheel's own formats: NDJSON, a header line or none and then one workload a line, or one JSON object with the
 * header's members and `workloads`. A broken line is one fault and hides no other.
 */
export function readCanonical(file: string, bytes: Buffer): Source {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  const document = isDocument(file, start) ? canonicalDocument(file, start) : undefined;
  if (document) return document;
  const lines = linesOf(start);
  const first = lines.next();
  const parsed = first.done ? undefined : recordAt(first.value.line, first.value.bytes);
  const header = parsed && isHeader(parsed.workload) ? { line: parsed.line, value: parsed.workload } : undefined;
  const total = start.reduce((sum, byte) => (byte === lineFeed ? sum + 1 : sum), 0);
  return {
    format: "canonical",
    header,
    total: header ? total - 1 : total,
    records: recordsOf(header ? undefined : parsed, lines),
  };
}

function* recordsOf(
  first: SourceRecord | undefined,
  lines: Iterable<{ line: number; bytes: Buffer }>,
): Iterable<SourceRecord> {
  if (first) yield first;
  for (const { line, bytes } of lines) yield recordAt(line, bytes);
}

/** Every line that is not blank, with its number. */
function* linesOf(bytes: Buffer): Generator<{ line: number; bytes: Buffer }, undefined> {
  let line = 1;
  for (let from = 0; from < bytes.length; line += 1) {
    const end = bytes.indexOf(lineFeed, from);
    const to = end < 0 ? bytes.length : end;
    const found = bytes.subarray(from, to);
    if (found.some((byte) => byte !== 0x20 && byte !== 0x09 && byte !== 0x0d)) yield { line, bytes: found };
    from = to + 1;
  }
  return undefined;
}

function isHeader(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Object.hasOwn(value, "criticality")) return false;
  return headerKeys.some((key) => Object.hasOwn(value, key));
}

/** Whether to read one object over many lines. A first line that is a whole value by itself makes the file NDJSON. */
function isDocument(file: string, bytes: Buffer): boolean {
  const { value } = linesOf(bytes).next();
  const first = value?.bytes.toString().trim() ?? "";
  if (first.startsWith("[")) return true; // told as a whole, instead of once for every line
  try {
    const whole: unknown = JSON.parse(first);
    return typeof whole === "object" && whole !== null && Object.hasOwn(whole, "workloads");
  } catch {
    return first === "{" || first.includes('"workloads"') || /\.json(\.gz)?$/.test(file);
  }
}
