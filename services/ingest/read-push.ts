import { ProblemError } from "#http/problem.ts";
import { contentHead } from "#schema/content-digest.ts";
import type { Limits } from "#schema/limits.ts";
import type { PushHeader } from "#schema/push.ts";
import { finding } from "#schema/rules.ts";
import { type ByteSpool, openByteSpool } from "./byte-spool.ts";
import { createFindingList, type FindingList } from "./finding-list.ts";
import { type BodyForm, readPushBody } from "./push-body.ts";
import { readHeader } from "./read-header.ts";
import { type ReceivedRecords, receiveRecords } from "./received-records.ts";
import { splitJson } from "./split-json.ts";
import { splitNdjson } from "./split-ndjson.ts";
import { listedFindings, type RecordFinding, type ValidatedBatch } from "./validate-batch.ts";
import type { ValidationPool } from "./validation-pool.ts";
import { createYoungGarbage, type YoungGarbage } from "./young-garbage.ts";

/** A push that was read and checked to the end, and is stored nowhere yet. Whoever has it closes it. */
export interface ReadPush {
  header: PushHeader;
  records: ReceivedRecords;
  /** `sha-256:` and hex, as interfaces define it; meaningless while a record cannot be read. */
  content_digest: string;
  errors: RecordFinding[];
  errors_total: number;
  warnings: RecordFinding[];
  warnings_total: number;
  warning_counts: Record<string, number>;
  /** The bytes as they arrived, gzip-compressed. */
  body: ByteSpool;
  garbage: YoungGarbage;
  close(): Promise<void>;
}

export interface ReadPushDeps {
  pool: ValidationPool;
  limits: Limits;
  /** Takes the texts of large pushes while they are read. */
  spoolDirectory: string;
}

/** Batches of one push under validation at once: enough to keep the workers busy, few enough to bound memory. */
const batchesUnderway = 4;

/** A body beyond it goes to a file. */
const bodyMemoryBytes = 256 * 1024;

/**
 * Reads the body of a push: a bounded stream, cut into batches that workers validate.
 * Throws problems for everything that makes the push unreadable as a whole; errors in records are in the result.
 */
export async function readPush(wire: AsyncIterable<Buffer>, form: BodyForm, deps: ReadPushDeps): Promise<ReadPush> {
  const garbage = createYoungGarbage();
  const records = receiveRecords(deps.spoolDirectory, garbage);
  const body = openByteSpool(deps.spoolDirectory, bodyMemoryBytes);
  const close = async (): Promise<void> => {
    await records.close();
    await body.close();
  };
  try {
    return { ...(await readInto({ records, body, garbage }, wire, form, deps)), records, body, garbage, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function readInto(
  { records, body, garbage }: Pick<ReadPush, "records" | "body" | "garbage">,
  wire: AsyncIterable<Buffer>,
  form: BodyForm,
  { pool, limits }: ReadPushDeps,
): Promise<Omit<ReadPush, "records" | "body" | "garbage" | "close">> {
  const splitter = form.media === "json" ? splitJson(limits, pool.takeBuffer) : splitNdjson(limits, pool.takeBuffer);
  const found = createFindingList();
  const underway: Promise<ValidatedBatch>[] = [];
  const settleOne = async (): Promise<void> => {
    const batch = await underway.shift();
    if (!batch) return;
    if (form.media === "json") refuseUnreadable(batch, records.count);
    found.addBatch(batch, records.count);
    await records.append(batch);
    pool.giveBack(batch);
  };
  const start = async (batches: readonly Uint8Array<ArrayBuffer>[]): Promise<void> => {
    for (const batch of batches) {
      if (underway.length >= batchesUnderway) await settleOne();
      const validated = pool.validate(batch, { recordBytes: limits.record_bytes, list: found.room() });
      validated.catch(() => {}); // it is awaited in order, perhaps after another failure
      underway.push(validated);
    }
  };
  await readPushBody(wire, form, limits, {
    keep: body,
    garbage,
    onBytes: async (bytes) => start(splitter.push(bytes)),
  });
  await start(splitter.end());
  while (underway.length > 0) await settleOne();
  pool.rest();

  const header = readHeader(splitter.header ?? Buffer.alloc(0), form);
  if (header.records !== records.count) throw wrongCount(header.records, records.count);
  noteDoubled(found, records, await records.sort());
  const { errors_total, warning_counts } = found;
  return {
    header,
    content_digest: `sha-256:${await records.digest(contentHead(header))}`,
    errors: found.listed("error"),
    errors_total,
    warnings: found.listed("warning"),
    warnings_total: Object.values(warning_counts).reduce((sum, count) => sum + count, 0),
    warning_counts,
  };
}

/** An element that does not parse makes the whole of a JSON text unreadable, where a line of NDJSON stands for itself. */
function refuseUnreadable({ unreadable }: ValidatedBatch, firstRecord: number): void {
  if (!unreadable) return;
  throw new ProblemError("malformed-json", {
    detail: `In workloads, element ${firstRecord + unreadable.record}: ${unreadable.message}.`,
  });
}

function noteDoubled(found: FindingList, records: ReceivedRecords, doubled: readonly number[]): void {
  const listed = doubled.toSorted((left, right) => left - right).slice(0, listedFindings);
  for (const record of listed) {
    const message = `expected each workload once, found ${JSON.stringify(records.idOf(record))} again`;
    found.list({ record, ...finding("duplicate-workload", ["id"], message) });
  }
  found.errors_total += doubled.length;
}

function wrongCount(announced: number, arrived: number): ProblemError {
  return new ProblemError("invalid-header", {
    detail: `The header announces ${announced} records and ${arrived} arrived: the body was cut short, or the header is wrong.`,
    errors: [
      {
        pointer: "/records",
        message: `expected ${announced}, the number the header announces, found ${arrived} records`,
      },
    ],
  });
}
