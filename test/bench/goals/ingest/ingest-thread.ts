import { parentPort } from "node:worker_threads";
import { factIntervals } from "#derivation/fact-intervals.ts";
import { controlView, registryState } from "#derivation/registry-state.ts";
import { signedDifference } from "#derivation/signed-difference.ts";
import { type Subject, subjectOf } from "#derivation/subject.ts";
import { createLineChecker, type RecordFinding, type RecordTaker } from "#records/check-lines.ts";
import { createRecordPacker } from "#ingest/pack-records.ts";
import { placesOf } from "#records/plain-record/places.ts";
import { rootFrame } from "#records/plain-record/plain-reader.ts";
import { slack } from "#records/plain-record/slack.ts";
import { createSubjectOfTape } from "#records/plain-record/subject-of-tape.ts";
import { workloadGrammar } from "#records/plain-record/workload-grammar.ts";
import { createFactBlock } from "#projection/fact-block.ts";
import { dayOf } from "#schema/calendar.ts";
import { defaultLimits } from "#schema/limits.ts";
import type { Workload } from "#schema/workload.ts";

/** Lines to check and derive from, or that there are no more of a push. */
export type IngestRequest =
  | {
      kind: "lines";
      ticket: number;
      lines: Uint8Array<ArrayBuffer>;
      /** Whether to make what the ledger keeps as well: canonical texts and digests. */
      isForLedger: boolean;
    }
  | { kind: "end" };

export type IngestAnswer =
  /** How many records the lines were and the errors among them, counted from the first of them; and their memory. */
  | { kind: "checked"; ticket: number; count: number; errors: RecordFinding[]; used: ArrayBuffer }
  | { kind: "rows"; block: Uint8Array<ArrayBuffer> }
  | { kind: "ended" };

/** In one insert, as in a batch of the projector. */
const blockRows = 20_000;

if (!parentPort) throw new Error("ingest-thread.ts runs as a worker only");
const port = parentPort;
const answer = (message: IngestAnswer, transferred: ArrayBuffer[] = []): void => port.postMessage(message, transferred);

const grammar = workloadGrammar();
const checkLines = createLineChecker(grammar);
const packer = createRecordPacker(grammar);
const subjectOfTape = createSubjectOfTape(grammar);
const root = placesOf(grammar, "id");
const facts = createFactBlock();

const known = new Set(Array.from({ length: 300 }, (_, index) => `provider-${index + 1}`));
const options = {
  recordBytes: defaultLimits.record_bytes,
  list: { error: 1_000, warning: 0 },
  isKnownProvider: (provider: string): boolean => known.has(provider),
};
const view = controlView(registryState([]));
const known_at = Date.parse("2026-11-21T00:00:00.000Z");
const from = dayOf("2026-09-30");

/** The facts of a first push of the agency. */
function derive(workload: string, subject: Subject): void {
  const owner = { member: "m1", agency: "bench", workload, known_at, sequence: 1 };
  const intervals = factIntervals([{ from, until: undefined, subject }], view);
  for (const piece of signedDifference([], intervals)) facts.add(piece, owner);
}

let count = 0;
const deriver: RecordTaker = {
  takePlain({ bytes, tape, isValid }) {
    count += 1;
    if (!isValid) return;
    const id = rootFrame + root.id;
    derive(bytes.toString("latin1", (tape[id] ?? 0) + 1, (tape[id + 1] ?? 0) - 1), subjectOfTape(bytes, tape));
  },
  takeOrdinary(record, isValid) {
    count += 1;
    if (record && isValid) derive(record.id, subjectOf(JSON.parse(record.body) as Workload));
  },
};
const packingDeriver: RecordTaker = {
  takePlain(line) {
    packer.takePlain(line);
    deriver.takePlain(line);
  },
  takeOrdinary(record, isValid, text) {
    packer.takeOrdinary(record, isValid, text);
    deriver.takeOrdinary(record, isValid, text);
  },
};

function sendRows(): void {
  const block = facts.take();
  answer({ kind: "rows", block }, [block.buffer]);
}

port.on("message", (request: IngestRequest) => {
  if (request.kind === "end") {
    if (facts.count > 0) sendRows();
    answer({ kind: "ended" });
    return;
  }
  const { ticket, lines, isForLedger } = request;
  count = 0;
  if (isForLedger) packer.begin(new ArrayBuffer(lines.length + 1 + slack));
  const { findings } = checkLines(lines, options, isForLedger ? packingDeriver : deriver);
  if (isForLedger) packer.take();
  answer({ kind: "checked", ticket, count, errors: findings, used: lines.buffer }, [lines.buffer]);
  if (facts.count >= blockRows) sendRows();
});
