import { ProblemError } from "#http/problem.ts";
import { slack } from "#records/plain-record/slack.ts";

/** Cuts a stream of NDJSON into its first line and batches of whole lines, in memory that is the batch's own. */
export interface LineSplitter {
  /** Takes bytes; gives the batches that are full now. */
  push(bytes: Buffer): Uint8Array<ArrayBuffer>[];
  /** Gives what is left. */
  end(): Uint8Array<ArrayBuffer>[];
  /** The first line without its line feed; undefined until it has ended. */
  readonly header: Buffer | undefined;
}

/** What of a push's limits is about its lines. */
export interface LineLimits {
  record_bytes: number;
  workloads: number;
}

const newline = 0x0a;

/** Most pushes fit into their first buffer, which is smaller than those that are taken when it is full. */
const firstBytes = 64 * 1024;

/** Lines of next to nothing cost a worker as much as others; a batch of them must not keep it busy for long. */
const batchLines = 2_000;

/** The first batches are smaller: the threads begin while the rest arrives, and share a push of usual size evenly. */
const early = { batches: 8, bytes: 128 * 1024 };

/**
 * A line beyond `record_bytes` is cut to one byte more than that: the validator then says that it is too large, and the
 * lines after it are still read. Nothing else of a line is looked at here. More lines than `workloads` are refused before
 * anybody has validated them: throws `too-many-workloads`.
 *
 * @param takeBuffer gives memory for a batch; a longer line gets memory of its own
 */
export function splitNdjson(
  { record_bytes: recordBytes, workloads }: LineLimits,
  takeBuffer: () => Uint8Array<ArrayBuffer>,
): LineSplitter {
  let header: Buffer | undefined;
  let batch = new Uint8Array(firstBytes);
  let size = 0;
  /** Where in the batch the line begins that has not ended yet, and how long it was before it was cut. */
  let lineStart = 0;
  let lineBytes = 0;
  let linesInBatch = 0;
  let batches = 0;
  let lines = 0;
  let full: Uint8Array<ArrayBuffer>[] = [];

  /** Hands on the lines that have ended; the open one begins another batch. */
  function startBatch(next: Uint8Array<ArrayBuffer>): void {
    next.set(batch.subarray(lineStart, size));
    if (lineStart > 0) full.push(batch.subarray(0, lineStart));
    batch = next;
    size -= lineStart;
    lineStart = 0;
    linesInBatch = 0;
    batches += 1;
  }

  function makeRoom(more: number): void {
    if (size + more + slack <= batch.length) return;
    const next = takeBuffer();
    const needed = size - lineStart + more + slack;
    if (lineStart > 0 && size + more + slack <= next.length) {
      // The first, small buffer is full, and the batch is not.
      next.set(batch.subarray(0, size));
      batch = next;
    } else startBatch(needed <= next.length ? next : new Uint8Array(Math.max(needed, recordBytes + 2 + slack)));
  }

  /**
   * Keeps the lines of a piece that are whole and of no forbidden length, in one go; gives where they end. What stands in
   * the way of that (the header, a line that began earlier, a full batch) is left to the one line that is next.
   */
  function keepWhole(bytes: Buffer, start: number): number {
    if (!header || size > lineStart) return start;
    let end = start;
    let taken = 0;
    const most = Math.min(batchLines - linesInBatch, workloads - lines) - 1;
    const room = (batches < early.batches ? Math.min(early.bytes, batch.length) : batch.length) - slack - size;
    while (taken < most) {
      const next = bytes.indexOf(newline, end);
      if (next < 0 || next - end > recordBytes || next + 1 - start > room) break;
      end = next + 1;
      taken += 1;
    }
    if (taken === 0) return start;
    keep(bytes.subarray(start, end));
    lines += taken;
    linesInBatch += taken;
    lineStart = size;
    return end;
  }

  function keep(bytes: Uint8Array): void {
    makeRoom(bytes.length);
    batch.set(bytes, size);
    size += bytes.length;
  }

  /** Adds bytes that end no line, as far as the line may still grow. */
  function grow(bytes: Buffer): void {
    keep(bytes.subarray(0, Math.max(0, recordBytes + 1 - lineBytes)));
    lineBytes += bytes.length;
  }

  function countLine(): void {
    lines += 1;
    linesInBatch += 1;
    if (lines <= workloads) return;
    throw new ProblemError("too-many-workloads", {
      detail: `A push has at most ${workloads} workloads; this one has more.`,
    });
  }

  function endLine(): void {
    lineBytes = 0;
    if (!header) {
      header = Buffer.from(batch.subarray(0, size));
      size = 0;
      return;
    }
    countLine();
    keep(Uint8Array.of(newline));
    lineStart = size;
    const isEarlyFull = batches < early.batches && size >= early.bytes;
    if (isEarlyFull || linesInBatch >= batchLines) startBatch(takeBuffer());
  }

  const taken = (): Uint8Array<ArrayBuffer>[] => {
    const batches = full;
    full = [];
    return batches;
  };

  return {
    get header() {
      return header;
    },
    push(bytes) {
      for (let start = 0; start < bytes.length;) {
        start = keepWhole(bytes, start);
        if (start === bytes.length) break;
        const end = bytes.indexOf(newline, start);
        grow(end < 0 ? bytes.subarray(start) : bytes.subarray(start, end));
        if (end < 0) break;
        endLine();
        start = end + 1;
      }
      return taken();
    },
    end() {
      if (!header || size > lineStart) endLine();
      if (lineStart > 0) full.push(batch.subarray(0, lineStart));
      lineStart = 0;
      size = 0;
      return taken();
    },
  };
}
