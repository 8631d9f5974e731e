import { canonicalDocument } from "./canonical-document.ts";
import { linesOf } from "./lines-of.ts";
import { recordAt } from "./record-at.ts";
import type { Source, SourceRecord } from "./source.ts";
import { sourceChunks } from "./source-chunks.ts";
import { type LineBatch, wholeLines } from "./whole-lines.ts";
import { withoutMark } from "./without-mark.ts";

const headerKeys = ["schema_version", "reference_date", "complete", "records"];

/**
 * Sparewheel's own formats: NDJSON, a header line or none and then one workload a line, or one JSON object with the
 * header's members and `workloads`. A broken line is one fault and hides no other. NDJSON is read in pieces.
 */
export async function readCanonical(file: string): Promise<Source> {
  const batches = wholeLines(withoutMark(sourceChunks(file)));
  const before: LineBatch[] = [];
  for (let { value } = await batches.next(); value; { value } = await batches.next()) {
    const { value: first } = linesOf(value).next();
    if (!first) {
      before.push(value);
      continue;
    }
    if (isDocument(file, first.bytes)) return canonicalDocument(file, await joined([...before, value], batches));
    const { line, workload, placeOf } = recordAt({ line: first.line, column: 1 }, first.bytes);
    if (!isHeader(workload)) return linesSource(undefined, chained(value, batches));
    const rest = {
      bytes: value.bytes.subarray(value.bytes.indexOf(first.bytes) + first.bytes.length + 1),
      firstLine: line + 1,
    };
    return linesSource({ line, value: workload, placeOf }, chained(rest, batches));
  }
  return linesSource(undefined, batches);
}

function linesSource(header: Source["header"], lines: AsyncIterable<LineBatch>): Source {
  const stated = header?.value["records"];
  return {
    format: "canonical",
    header,
    total: typeof stated === "number" ? stated : 0,
    lines,
    records: recordsOf(lines),
  };
}

async function* recordsOf(batches: AsyncIterable<LineBatch>): AsyncGenerator<SourceRecord, void> {
  for await (const batch of batches)
    for (const { line, bytes } of linesOf(batch)) yield recordAt({ line, column: 1 }, bytes);
}

async function* chained(first: LineBatch, rest: AsyncIterable<LineBatch>): AsyncGenerator<LineBatch, void> {
  yield first;
  yield* rest;
}

async function joined(begun: readonly LineBatch[], rest: AsyncIterable<LineBatch>): Promise<Buffer> {
  const pieces = begun.map(({ bytes }) => bytes);
  for await (const { bytes } of rest) pieces.push(bytes);
  return Buffer.concat(pieces);
}

function isHeader(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Object.hasOwn(value, "criticality")) return false;
  return headerKeys.some((key) => Object.hasOwn(value, key));
}

/** Whether to read one object over many lines. A first line that is a whole value by itself makes the file NDJSON. */
function isDocument(file: string, line: Buffer): boolean {
  const first = line.toString().trim();
  if (first.startsWith("[")) return true; // told as a whole, instead of once for every line
  try {
    const whole: unknown = JSON.parse(first);
    return typeof whole === "object" && whole !== null && Object.hasOwn(whole, "workloads");
  } catch {
    return first === "{" || first.includes('"workloads"') || /\.json(\.gz)?$/.test(file);
  }
}
