import { ProblemError } from "#http/problem.ts";

/** Cuts a stream of NDJSON into its first line and batches of whole lines. */
export interface LineSplitter {
  /** Takes bytes; gives the batches that are full now. */
  push(bytes: Buffer): Uint8Array<ArrayBuffer>[];
  /** Gives what is left. */
  end(): Uint8Array<ArrayBuffer>[];
  /** The first line without its line feed; undefined until it has ended. */
  readonly header: Buffer | undefined;
}

const newline = 0x0a;

/** Large enough that handing a batch to a worker costs little, small enough that two workers share one push. */
const batchBytes = 512 * 1024;

/** Lines of next to nothing cost a worker as much as others; a batch of them must not keep it busy for seconds. */
const batchLines = 2_000;

/** What of a push's limits is about its lines. */
export interface LineLimits {
  record_bytes: number;
  workloads: number;
}

/**
 * A line beyond `record_bytes` is cut to one byte more than that: the validator then says that it is too large, and the
 * lines after it are still read. Nothing else of a line is looked at here. More lines than `workloads` are refused before
 * anybody has validated them: throws `too-many-workloads`.
 */
export function splitNdjson({ record_bytes: recordBytes, workloads }: LineLimits): LineSplitter {
  let header: Buffer | undefined;
  let parts: Buffer[] = [];
  let size = 0;
  /** Bytes of the line that has not ended yet. */
  let open = 0;
  let lines = 0;
  let linesInBatch = 0;

  const keep = (bytes: Buffer): void => {
    if (bytes.length === 0) return;
    parts.push(bytes);
    size += bytes.length;
  };

  const take = (): Uint8Array<ArrayBuffer> => {
    const batch = new Uint8Array(size);
    let at = 0;
    for (const part of parts) {
      batch.set(part, at);
      at += part.length;
    }
    parts = [];
    size = 0;
    linesInBatch = 0;
    return batch;
  };

  const countLine = (): void => {
    lines += 1;
    linesInBatch += 1;
    if (lines <= workloads) return;
    throw new ProblemError("too-many-workloads", {
      detail: `A push has at most ${workloads} workloads; this one has more.`,
    });
  };

  /** Adds bytes that end no line, as far as the line may still grow. */
  const grow = (bytes: Buffer): void => {
    keep(bytes.subarray(0, Math.max(0, recordBytes + 1 - open)));
    open += bytes.length;
  };

  return {
    get header() {
      return header;
    },
    push(bytes) {
      let rest = bytes;
      if (!header) {
        const end = rest.indexOf(newline);
        if (end < 0) {
          grow(rest);
          return [];
        }
        grow(rest.subarray(0, end));
        header = Buffer.from(take().buffer);
        open = 0;
        rest = rest.subarray(end + 1);
      }
      const full: Uint8Array<ArrayBuffer>[] = [];
      let start = 0;
      let last = -1;
      for (let end = rest.indexOf(newline); end >= 0; end = rest.indexOf(newline, end + 1)) {
        countLine();
        if (open > 0) {
          grow(rest.subarray(start, end));
          keep(rest.subarray(end, end + 1));
          open = 0;
          start = end + 1;
        }
        if (size + end - start >= batchBytes || linesInBatch >= batchLines) {
          keep(rest.subarray(start, end + 1));
          start = end + 1;
          full.push(take());
        }
        last = end;
      }
      keep(rest.subarray(start, last + 1));
      grow(rest.subarray(last + 1));
      return full;
    },
    end() {
      if (!header) {
        header = Buffer.from(take().buffer);
        return [];
      }
      return size > 0 ? [take()] : [];
    },
  };
}
