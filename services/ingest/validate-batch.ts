import { type CheckedLines, type CheckOptions, createLineChecker } from "#records/check-lines.ts";
import { createRecordPacker, type PackedRecords } from "./pack-records.ts";
import { slack } from "#records/plain-record/slack.ts";
import { workloadGrammar } from "#records/plain-record/workload-grammar.ts";

export type { RecordFinding } from "#records/check-lines.ts";

/** Findings listed for one push; the rest is counted. */
export const listedFindings = 1_000;

/** What was found in the records of a batch, and the records for the ledger. */
export type ValidatedBatch = CheckedLines & PackedRecords;

export interface BatchOptions extends CheckOptions {
  /** Takes the canonical texts when they fit. */
  spare?: ArrayBuffer;
}

/** Validates lines of NDJSON, each ended by a line feed but perhaps the last. */
export type BatchValidator = (lines: Uint8Array<ArrayBuffer>, options: BatchOptions) => ValidatedBatch;

/** A validator keeps its buffers from batch to batch; one thread has one. */
export function createBatchValidator(): BatchValidator {
  const grammar = workloadGrammar();
  const checkLines = createLineChecker(grammar);
  const packer = createRecordPacker(grammar);
  return (lines, options) => {
    // Canonical texts are no longer than the records, unless numbers are written in odd ways.
    packer.begin(options.spare ?? new ArrayBuffer(lines.length + 1 + slack));
    return { ...checkLines(lines, options, packer), ...packer.take() };
  };
}
