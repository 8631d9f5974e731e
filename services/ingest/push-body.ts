import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { createGunzip, createGzip } from "node:zlib";
import { ProblemError } from "#http/problem.ts";
import type { Limits } from "#schema/limits.ts";
import type { ByteSpool } from "./byte-spool.ts";
import { createInterruptible } from "./interruptible.ts";
import { createTurnTaker } from "./turn-taker.ts";
import type { YoungGarbage } from "./young-garbage.ts";

/** What the headers of a push say about its bytes. */
export interface BodyForm {
  media: "ndjson" | "json";
  is_gzip: boolean;
  /** SHA-256 that the sender names for the bytes as sent. */
  digest: Buffer | undefined;
}

/** Ratios are not judged before this many bytes: small texts of one repeated record are honest. */
const ratioGraceBytes = 4 * 1024 * 1024;

/** Bytes of one piece of what was compressed: each costs a turn of the event loop, so that small ones cost most of the time. */
const gunzipBytes = 256 * 1024;

/**
 * For bodies that come uncompressed: the default level costs three times the time and saves a third of the bytes. One of usual size
 * is taken in whole, so that reading and checking it need not wait for its compression.
 */
const gzip = { level: 1, chunkSize: 64 * 1024, writableHighWaterMark: 1024 * 1024 };

/**
 * Streams a body: gives `onBytes` the uncompressed bytes, appends the compressed ones to `keep`, and stops at the first limit.
 * `wire` bounds its own bytes. Throws `too-large`, `ratio-too-high`, `malformed-gzip`, `digest-mismatch`.
 */
export async function readPushBody(
  wire: AsyncIterable<Buffer>,
  form: BodyForm,
  limits: Limits,
  { keep, garbage, onBytes }: { keep: ByteSpool; garbage: YoungGarbage; onBytes: (bytes: Buffer) => Promise<void> },
): Promise<void> {
  const hash = form.digest && createHash("sha256");
  let received = 0;
  let uncompressed = 0;

  const coder = form.is_gzip ? createGunzip({ chunkSize: gunzipBytes }) : createGzip(gzip);
  const output = drain(coder, async (bytes) => {
    garbage.leave(bytes.length);
    if (!form.is_gzip) {
      await keep.append(bytes);
      return;
    }
    uncompressed += bytes.length;
    checkUncompressed();
    await onBytes(bytes);
  });
  const interruptible = createInterruptible();
  output.catch((error: unknown) => interruptible.interrupt(gzipProblem(error)));

  // A fast sender's next piece is there already when one has been read: nothing would ever be waited for.
  const takeTurn = createTurnTaker(1);
  try {
    for await (const chunk of wire) {
      const turn = takeTurn();
      if (turn) await turn;
      garbage.leave(chunk.length);
      received += chunk.length;
      hash?.update(chunk);
      if (form.is_gzip) await keep.append(chunk);
      else {
        uncompressed += chunk.length;
        checkUncompressed();
        await onBytes(chunk);
      }
      await interruptible.until(write(coder, chunk));
    }
    coder.end();
    await interruptible.until(output);
  } finally {
    coder.destroy();
  }
  if (hash) checkDigest(hash.digest(), form.digest);

  function checkUncompressed(): void {
    if (uncompressed > limits.uncompressed_bytes) {
      throw new ProblemError("too-large", {
        detail: `The body is larger than ${limits.uncompressed_bytes} bytes uncompressed.`,
      });
    }
    if (form.is_gzip && uncompressed > ratioGraceBytes && uncompressed > received * limits.ratio) {
      throw new ProblemError("ratio-too-high", {
        detail: `The body is more than ${limits.ratio} times as large uncompressed as on the wire.`,
      });
    }
  }
}

function checkDigest(found: Buffer, expected: Buffer | undefined): void {
  if (!expected || found.equals(expected)) return;
  throw new ProblemError("digest-mismatch", {
    detail: `Content-Digest names sha-256 ${expected.toString("base64")}, the bytes that arrived have ${found.toString("base64")}.`,
  });
}

const gzipProblem = (error: unknown): unknown =>
  error instanceof Error && "errno" in error && "code" in error && String(error.code).startsWith("Z_")
    ? new ProblemError("malformed-gzip", {
        detail: `The body is not readable as gzip: ${error.message}.`,
        cause: error,
      })
    : error;

/** Hands on what a stream gives, one piece at a time, so that a slow reader slows the writer. */
async function drain(stream: Readable, take: (bytes: Buffer) => Promise<void>): Promise<void> {
  for await (const bytes of stream) await take(bytes as Buffer);
}

async function write(stream: NodeJS.WritableStream, bytes: Buffer): Promise<void> {
  if (!stream.write(bytes)) await new Promise<void>((resolve) => stream.once("drain", resolve));
}

/**
 * Reads the headers that say what the bytes are. Throws `unsupported-media-type`, `unsupported-coding`, `malformed-request`.
 */
export function bodyForm(header: (name: string) => string | undefined): BodyForm {
  const type = (header("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-ndjson" && type !== "application/json") {
    throw new ProblemError("unsupported-media-type", {
      detail: `Expected Content-Type application/x-ndjson or application/json, found ${type ? JSON.stringify(type) : "none"}.`,
    });
  }
  const coding = (header("content-encoding") ?? "identity").trim().toLowerCase();
  if (coding !== "gzip" && coding !== "identity") {
    throw new ProblemError("unsupported-coding", {
      detail: `Expected Content-Encoding gzip or none, found ${JSON.stringify(coding)}.`,
    });
  }
  return {
    media: type === "application/json" ? "json" : "ndjson",
    is_gzip: coding === "gzip",
    digest: digestOf(header("content-digest")),
  };
}

/** RFC 9530: other algorithms beside sha-256 are allowed and not looked at. */
function digestOf(value: string | undefined): Buffer | undefined {
  if (value === undefined) return undefined;
  const member = value
    .split(",")
    .map((part) => part.trim())
    .find((part) => part.startsWith("sha-256="));
  if (!member) return undefined;
  const encoded = /^sha-256=:([A-Za-z0-9+/]{43}=):$/.exec(member)?.[1];
  if (!encoded) {
    throw new ProblemError("malformed-request", {
      detail: "Expected Content-Digest as sha-256=:<44 characters of base64>:.",
    });
  }
  return Buffer.from(encoded, "base64");
}
