import { hash } from "node:crypto";
import { type Finding, finding, type RuleCode } from "#schema/rules.ts";
import { createCanonicalWriter } from "./plain-record/canonical-writer.ts";
import { createNamedParties, type NamedParties } from "./plain-record/named-parties.ts";
import { createPlainReader, rootFrame, slack, slotOf } from "./plain-record/plain-reader.ts";
import { createQuietRecord } from "./plain-record/quiet-record.ts";
import { workloadGrammar } from "./plain-record/workload-grammar.ts";
import { createRecordValidator, type RecordOutcome } from "./record-validator.ts";
import { addText, createTextColumn, endText, reserve, takeColumn, type TextColumn, useBuffer } from "./text-column.ts";

/** A finding and the record it is about, zero-based within the push. */
export interface RecordFinding extends Finding {
  record: number;
}

/** Findings listed for one push; the rest is counted. */
export const listedFindings = 1_000;

/** Records of a batch, packed so that they cross from a worker without being copied: each column has an entry a record. */
export interface ValidatedBatch {
  count: number;
  /** Empty for a record that has none. */
  ids: TextColumn;
  /** Canonical text and a line feed; the line feed alone for a record that cannot be read. */
  lines: TextColumn;
  /** Providers, a tab, jurisdictions, a line feed; names are separated by spaces. */
  labels: TextColumn;
  /** SHA-256 of the canonical texts, 32 bytes each. */
  digests: Uint8Array<ArrayBuffer>;
  /** The first record that is not one JSON value, listed or not. */
  unreadable: RecordFinding | undefined;
  /** Record indices count from the batch's start. */
  findings: RecordFinding[];
  errors_total: number;
  /** Warnings by code. */
  warning_counts: Record<string, number>;
}

export interface BatchOptions {
  /** Longest record, in bytes. */
  recordBytes: number;
  /** Findings to list of each severity; all are counted. */
  list: Record<Finding["severity"], number>;
  isKnownProvider: (provider: string) => boolean;
  /** Takes the canonical texts when they fit. */
  spare?: ArrayBuffer;
}

/** Validates lines of NDJSON, each ended by a line feed but perhaps the last. */
export type BatchValidator = (lines: Uint8Array<ArrayBuffer>, options: BatchOptions) => ValidatedBatch;

const newline = 0x0a;
const unreadableCodes = new Set<RuleCode>(["malformed-json", "invalid-utf8"]);
const digestBytes = 32;
const usualBytes = 64 * 1024;
const usualRecords = 512;

/** A validator keeps its buffers from batch to batch; one thread has one. */
export function createBatchValidator(): BatchValidator {
  const grammar = workloadGrammar();
  const reader = createPlainReader(grammar);
  const writeCanonical = createCanonicalWriter(grammar);
  const isQuiet = createQuietRecord(grammar);
  const partiesOf = createNamedParties(grammar);
  const validate = createRecordValidator();
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const idMember = grammar.members.findIndex(({ name }) => name === "id");

  const ids = createTextColumn(usualBytes, usualRecords);
  const lines = createTextColumn(0, usualRecords);
  const labels = createTextColumn(usualBytes, usualRecords);
  let digests = Buffer.alloc(usualRecords * digestBytes);

  return (given, options) => {
    const source = withSlack(given);
    const view = new DataView(source.buffer, source.byteOffset);
    const findings: RecordFinding[] = [];
    const warning_counts: Record<string, number> = {};
    const listed = { error: 0, warning: 0 };
    let errors_total = 0;
    let unreadable: RecordFinding | undefined;
    // Canonical texts are no longer than the records, unless numbers are written in odd ways.
    useBuffer(lines, options.spare ?? new ArrayBuffer(source.length + slack));

    for (let start = 0; start < given.length;) {
      let end = reader.read(source, view, start);
      const isShort = end - start <= options.recordBytes;
      if (end < 0 || !isShort || !takePlain(source, view, end - start, options)) {
        end = source.indexOf(newline, start);
        takeOrdinary(source.subarray(start, end), options);
      }
      start = end + 1;
    }
    const count = lines.count;
    return {
      count,
      ids: takeColumn(ids),
      lines: { bytes: new Uint8Array(lines.bytes.buffer), ends: lines.ends.slice(0, count) },
      labels: takeColumn(labels),
      digests: new Uint8Array(digests.subarray(0, count * digestBytes)),
      unreadable,
      findings,
      errors_total,
      warning_counts,
    };

    function takeOrdinary(line: Uint8Array, { isKnownProvider }: BatchOptions): void {
      const { record, findings: found } = validateLine(line, options.recordBytes, isKnownProvider);
      for (const each of found) {
        if (each.severity === "error") errors_total += 1;
        else warning_counts[each.code] = (warning_counts[each.code] ?? 0) + 1;
        if (unreadableCodes.has(each.code)) unreadable ??= { record: lines.count, ...each };
        if (listed[each.severity] >= options.list[each.severity]) continue;
        listed[each.severity] += 1;
        findings.push({ record: lines.count, ...each });
      }
      const { id = "", body = "", providers = [], jurisdictions = [] } = record ?? {};
      addText(ids, id);
      addLabels({ providers, jurisdictions });
      reserve(lines, body.length * 3 + 1 + slack);
      endLine(lines.length + lines.bytes.write(body, lines.length));
    }
  };

  /** Takes the record that was just read; false, and nothing taken, when there is something to say about it. */
  function takePlain(source: Buffer, view: DataView, size: number, { isKnownProvider }: BatchOptions): boolean {
    const tape = reader.tape();
    if (!isQuiet(source, tape)) return false;
    const parties = partiesOf(source, tape);
    if (!parties.providers.every(isKnownProvider)) return false;
    const id = slotOf(rootFrame, idMember);
    const start = (tape[id] ?? 0) + 1;
    const end = (tape[id + 1] ?? 0) - 1;
    reserve(ids, end - start);
    for (let at = start; at < end; at += 1) ids.bytes[ids.length + at - start] = source[at] ?? 0;
    endText(ids, ids.length + end - start);
    addLabels(parties);
    reserve(lines, size + 1 + slack);
    endLine(writeCanonical(view, tape, lines.view, lines.length));
    return true;
  }

  function addLabels({ providers, jurisdictions }: NamedParties): void {
    addText(labels, `${providers.join(" ")}\t${jurisdictions.join(" ")}\n`);
  }

  /** Ends a line whose text was written up to `length`, and notes its digest. */
  function endLine(length: number): void {
    const at = lines.count * digestBytes;
    if (at === digests.length) digests = Buffer.concat([digests, Buffer.alloc(digests.length)]);
    // As a string of bytes, which costs a third of a Buffer.
    digests.write(hash("sha256", lines.bytes.subarray(lines.length, length), "binary"), at, "binary");
    lines.bytes[length] = newline;
    endText(lines, length + 1);
  }

  function validateLine(
    line: Uint8Array,
    recordBytes: number,
    isKnownProvider: (provider: string) => boolean,
  ): RecordOutcome {
    const refuse = (found: Finding): RecordOutcome => ({ record: undefined, findings: [found] });
    if (line.length > recordBytes) {
      return refuse(finding("record-too-large", [], `expected at most ${recordBytes} bytes, found more`));
    }
    let text: string;
    try {
      text = decoder.decode(line);
    } catch {
      return refuse(finding("invalid-utf8", [], "expected UTF-8, found bytes that are not"));
    }
    if (text.trim() === "")
      return refuse(finding("malformed-json", [], "expected one JSON object, found an empty line"));
    return validate(text, isKnownProvider);
  }
}

/** The lines, the last one ended as well, in a buffer that goes on after them. */
function withSlack(lines: Uint8Array<ArrayBuffer>): Buffer<ArrayBuffer> {
  const isEnded = lines.at(-1) === newline;
  if (isEnded && lines.buffer.byteLength - lines.byteOffset - lines.length >= slack) {
    return Buffer.from(lines.buffer, lines.byteOffset, lines.length);
  }
  const padded = Buffer.alloc(lines.length + 1 + slack);
  padded.set(lines);
  padded[lines.length] = newline;
  return padded.subarray(0, lines.length + (isEnded ? 0 : 1));
}
