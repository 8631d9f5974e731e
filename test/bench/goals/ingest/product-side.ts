import type { ClickHouse } from "#db/clickhouse.ts";
import { factIntervals } from "#derivation/fact-intervals.ts";
import { type ControlView, controlView, registryState } from "#derivation/registry-state.ts";
import { signedDifference } from "#derivation/signed-difference.ts";
import { subjectOf } from "#derivation/subject.ts";
import { splitNdjson } from "#ingest/split-ndjson.ts";
import type { ValidatedBatch } from "#ingest/validate-batch.ts";
import { startValidationPool, type ValidationPool } from "#ingest/validation-pool.ts";
import { factColumns, factText } from "#projection/fact-text.ts";
import { dayOf } from "#schema/calendar.ts";
import { defaultLimits } from "#schema/limits.ts";
import type { Workload } from "#schema/workload.ts";
import type { Side } from "../../harness/goal.ts";
import { timed } from "../../harness/timed.ts";
import type { PushBytes } from "../../worlds/push-bytes.ts";

/** As a socket hands them over. */
const pieceBytes = 64 * 1024;
/** As many batches under validation as readPush allows itself. */
const batchesUnderway = 4;
/** As in a batch of the projector. */
const batchRows = 20_000;

const entry = "2026-11-21T00:00:00.000Z\t1";
const columns = [...factColumns, "known_at", "sequence"];
const referenceDay = dayOf("2026-09-30");

/** Ours: every record validated in the pool, every bad one found, and what follows from the good ones in `facts`. */
export function productIngest(clickhouse: ClickHouse, push: PushBytes): Side & { close(): Promise<void> } {
  const pool = startValidationPool(defaultLimits.validation_workers);
  pool.setKnownProviders(Array.from({ length: 300 }, (_, index) => `provider-${index + 1}`));
  const view = controlView(registryState([]));
  return {
    name: "validated ingest",
    prepare: () => clickhouse.write.command("TRUNCATE TABLE @db.facts"),
    async sample() {
      let bad: number[] = [];
      const time_ms = await timed(async () => {
        bad = await ingest(pool, clickhouse, push.bytes, view);
      });
      if (bad.join() !== push.bad.join()) throw new Error(`found ${bad.length} bad records of ${push.bad.length}`);
      const [row] = await clickhouse.read<{ workloads: string }>(
        "SELECT uniqExact(workload) AS workloads FROM @db.facts",
      );
      const good = push.records - push.bad.length;
      if (Number(row?.workloads) !== good) throw new Error(`facts of ${row?.workloads} workloads of ${good}`);
      return { time_ms };
    },
    close: () => pool.close(),
  };
}

/** Gives the indices of the bad records. */
async function ingest(
  pool: ValidationPool,
  clickhouse: ClickHouse,
  bytes: Buffer,
  view: ControlView,
): Promise<number[]> {
  const splitter = splitNdjson(defaultLimits, pool.takeBuffer);
  splitter.push(Buffer.from("{}\n")); // the header's line, which is no record
  const bad: number[] = [];
  let records = 0;
  let rows: string[] = [];
  let inserted: Promise<void> = Promise.resolve();
  const underway: Promise<ValidatedBatch>[] = [];
  const settleOne = async (): Promise<void> => {
    const batch = await underway.shift();
    if (!batch) return;
    for (const { record, severity } of batch.findings) if (severity === "error") bad.push(records + record);
    records += batch.count;
    deriveInto(rows, batch, view);
    pool.giveBack(batch);
    if (rows.length < batchRows) return;
    await inserted;
    inserted = clickhouse.write.insertText("@db.facts", columns, textOf(rows));
    rows = [];
  };
  const validate = async (batches: readonly Uint8Array<ArrayBuffer>[]): Promise<void> => {
    for (const batch of batches) {
      if (underway.length >= batchesUnderway) await settleOne();
      underway.push(
        pool.validate(batch, { recordBytes: defaultLimits.record_bytes, list: { error: 1_000, warning: 0 } }),
      );
    }
  };
  for (let start = 0; start < bytes.length; start += pieceBytes)
    await validate(splitter.push(bytes.subarray(start, start + pieceBytes)));
  await validate(splitter.end());
  while (underway.length > 0) await settleOne();
  await inserted;
  await clickhouse.write.insertText("@db.facts", columns, textOf(rows));
  return bad;
}

/**
 * The end of the path that belongs to services/projection: the facts that follow from the good records of a batch, as rows
 * of a first push of the agency.
 */
function deriveInto(rows: string[], batch: ValidatedBatch, view: ControlView): void {
  const bad = new Set(batch.findings.filter(({ severity }) => severity === "error").map(({ record }) => record));
  const lines = Buffer.from(batch.lines.bytes.buffer);
  let start = 0;
  for (const [record, end] of batch.lines.ends.entries()) {
    if (!bad.has(record)) {
      const workload = JSON.parse(lines.toString("utf8", start, end)) as Workload;
      const facts = factIntervals([{ from: referenceDay, until: undefined, subject: subjectOf(workload) }], view);
      for (const piece of signedDifference([], facts))
        rows.push(`${factText(piece, { member: "m1", agency: "bench", workload: workload.id })}\t${entry}`);
    }
    start = end;
  }
}

const textOf = (rows: readonly string[]): Buffer => Buffer.from(rows.map((row) => `${row}\n`).join(""));
