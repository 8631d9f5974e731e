import { createHash } from "node:crypto";
import { ProblemError } from "#http/problem.ts";
import { shapeFindings } from "#schema/check-workload.ts";
import { contentHead } from "#schema/content-digest.ts";
import type { Limits } from "#schema/limits.ts";
import { parseRecord } from "#schema/parse-record.ts";
import { PushHeader } from "#schema/push.ts";
import { finding } from "#schema/rules.ts";
import { type CanonicalTexts, openCanonicalTexts } from "./canonical-texts.ts";
import { type BodyForm, readPushBody } from "./push-body.ts";
import { splitJson } from "./split-json.ts";
import { splitNdjson } from "./split-ndjson.ts";
import { listedFindings, type RecordFinding, type ValidatedBatch } from "./validate-batch.ts";
import type { ValidationPool } from "./validation-pool.ts";

/** A push that was read and checked to the end, and is stored nowhere yet. */
export interface ReadPush {
  header: PushHeader;
  /** In the order they came; the arrays and texts have one entry a record. */
  ids: string[];
  /** 32 bytes a record. */
  digests: Buffer;
  texts: CanonicalTexts;
  providers: string[];
  jurisdictions: string[];
  /** Indices of the records, sorted by workload id. */
  order: number[];
  /** `sha-256:` and hex, as interfaces define it; meaningless while a record cannot be read. */
  content_digest: string;
  errors: RecordFinding[];
  errors_total: number;
  warnings: RecordFinding[];
  warnings_total: number;
  warning_counts: Record<string, number>;
  /** The body as it arrived, gzip-compressed, in parts. */
  body_parts: Buffer[];
}

export interface ReadPushDeps {
  pool: ValidationPool;
  limits: Limits;
  /** Takes the texts of large pushes while they are read. */
  spoolDirectory: string;
}

/** Batches of one push under validation at once: enough to keep the workers busy, few enough to bound memory. */
const batchesUnderway = 4;

/**
 * Reads the body of a push: a bounded stream, cut into batches that workers validate. The caller closes `texts`.
 * Throws problems for everything that makes the push unreadable as a whole; errors in records are in the result.
 */
export async function readPush(wire: AsyncIterable<Buffer>, form: BodyForm, deps: ReadPushDeps): Promise<ReadPush> {
  const { pool, limits } = deps;
  const splitter = form.media === "json" ? splitJson(limits) : splitNdjson(limits);
  const texts = openCanonicalTexts(deps.spoolDirectory);
  const collected = collector(form, limits, texts);
  const underway: Promise<ValidatedBatch>[] = [];
  const settleOne = async (): Promise<void> => {
    const batch = await underway.shift();
    if (batch) await collected.add(batch);
  };
  const start = async (batches: readonly Uint8Array<ArrayBuffer>[]): Promise<void> => {
    for (const batch of batches) {
      if (underway.length >= batchesUnderway) await settleOne();
      const validated = pool.validate(batch, limits.record_bytes);
      validated.catch(() => {}); // it is awaited in order, perhaps after another failure
      underway.push(validated);
    }
  };
  try {
    const body_parts = await readPushBody(wire, form, limits, async (bytes) => start(splitter.push(bytes)));
    await start(splitter.end());
    while (underway.length > 0) await settleOne();
    const header = headerOf(splitter.header ?? Buffer.alloc(0), form);
    return { header, ...collected.finish(header), texts, body_parts };
  } catch (error) {
    texts.close();
    throw error;
  }
}

function collector(form: BodyForm, limits: Limits, texts: CanonicalTexts) {
  const ids: string[] = [];
  const digests: Uint8Array[] = [];
  const providers: string[] = [];
  const jurisdictions: string[] = [];
  const findings: RecordFinding[] = [];
  const warning_counts: Record<string, number> = {};
  let errors_total = 0;

  const add = async (batch: ValidatedBatch): Promise<void> => {
    const base = ids.length;
    if (base + batch.count > limits.workloads) {
      throw new ProblemError("too-many-workloads", {
        detail: `A push has at most ${limits.workloads} workloads; this one has more.`,
      });
    }
    const unreadable = batch.findings.find(({ code }) => code === "malformed-json" || code === "invalid-utf8");
    if (form.media === "json" && unreadable) {
      throw new ProblemError("malformed-json", {
        detail: `In workloads, element ${base + unreadable.record}: ${unreadable.message}.`,
      });
    }
    for (const found of batch.findings) findings.push({ ...found, record: base + found.record });
    for (const [code, count] of Object.entries(batch.warning_counts))
      warning_counts[code] = (warning_counts[code] ?? 0) + count;
    errors_total += batch.errors_total;
    for (const id of batch.ids) ids.push(id);
    for (const each of batch.providers) providers.push(each);
    for (const each of batch.jurisdictions) jurisdictions.push(each);
    digests.push(batch.digests);
    await texts.append(batch);
  };

  const finish = (header: PushHeader): Omit<ReadPush, "header" | "texts" | "body_parts"> => {
    if (header.records !== ids.length) throw wrongCount(header.records, ids.length);
    const order = ids
      .map((_, index) => index)
      .sort((left, right) => compareIds(ids[left] ?? "", ids[right] ?? "") || left - right);
    for (const double of doubledIds(ids, order)) {
      errors_total += 1;
      findings.push({
        record: double,
        ...finding(
          "duplicate-workload",
          ["id"],
          `expected each workload once, found ${JSON.stringify(ids[double])} again`,
        ),
      });
    }
    const listed = (severity: "error" | "warning"): RecordFinding[] =>
      findings
        .filter((found) => found.severity === severity)
        .sort((left, right) => left.record - right.record)
        .slice(0, listedFindings);
    return {
      ids,
      digests: Buffer.concat(digests),
      providers,
      jurisdictions,
      order,
      content_digest: contentDigest(header, order, texts),
      errors: listed("error"),
      errors_total,
      warnings: listed("warning"),
      warnings_total: Object.values(warning_counts).reduce((sum, count) => sum + count, 0),
      warning_counts,
    };
  };
  return { add, finish };
}

const compareIds = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

function doubledIds(ids: readonly string[], order: readonly number[]): number[] {
  return order.filter(
    (record, place) => ids[record] !== "" && place > 0 && ids[order[place - 1] ?? -1] === ids[record],
  );
}

function contentDigest(header: PushHeader, order: readonly number[], texts: CanonicalTexts): string {
  const hash = createHash("sha256").update(contentHead(header));
  for (const index of order) hash.update(texts.read(index)).update("\n");
  return `sha-256:${hash.digest("hex")}`;
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

function headerOf(bytes: Buffer, form: BodyForm): PushHeader {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ProblemError("malformed-json", { detail: "The header is not valid UTF-8.", cause });
  }
  const place = form.media === "json" ? "the object" : "line 1, the header";
  if (text.trim() === "") {
    throw new ProblemError("invalid-header", {
      detail: "The body is empty.",
      errors: [{ pointer: "", message: `expected ${place}, found nothing` }],
    });
  }
  const parsed = parseRecord(text);
  if ("finding" in parsed) {
    const { code, pointer, message } = parsed.finding;
    if (code === "malformed-json") throw new ProblemError("malformed-json", { detail: `In ${place}: ${message}.` });
    throw new ProblemError("invalid-header", {
      detail: `In ${place}: ${message}.`,
      errors: [{ pointer, code, message }],
    });
  }
  let value = parsed.value;
  if (form.media === "json" && typeof value === "object" && value !== null && !Array.isArray(value)) {
    // The splitter has left the list empty; one that was never there, or is no list, is told like any other field.
    const { workloads, ...members } = value as Record<string, unknown>;
    if (!Array.isArray(workloads)) {
      const found = workloads === undefined ? "nothing" : "something else";
      throw new ProblemError("invalid-header", {
        detail: "workloads is not a list.",
        errors: [{ pointer: "/workloads", message: `expected a list of workloads, found ${found}` }],
      });
    }
    // The splitter knows the list by its name as it is written; under an escaped one it would be taken for an empty one.
    if (workloads.length > 0) {
      throw new ProblemError("malformed-json", { detail: 'The name "workloads" is written with escapes.' });
    }
    value = members;
  }
  const errors = shapeFindings(PushHeader, value);
  if (errors.length === 0) return PushHeader.parse(value);
  throw new ProblemError("invalid-header", {
    detail: `In ${place}: ${errors[0]?.pointer ?? ""} ${errors[0]?.message ?? ""}.`,
    errors: errors.map(({ pointer, code, message }) => ({ pointer, code, message })),
  });
}
