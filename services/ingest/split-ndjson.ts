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

/**
 * A line beyond `recordBytes` is cut to one byte more than that: the validator then says that it is too large, and the
 * lines after it are still read. Nothing else of a line is looked at here.
 */
export function splitNdjson(recordBytes: number): LineSplitter {
  let header: Buffer | undefined;
  let parts: Buffer[] = [];
  let size = 0;
  /** Bytes of the line that has not ended yet. */
  let open = 0;

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
    return batch;
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
      while (rest.length > 0) {
        const first = rest.indexOf(newline);
        if (first < 0) {
          grow(rest);
          break;
        }
        if (open > 0) {
          grow(rest.subarray(0, first));
          keep(rest.subarray(first, first + 1));
          open = 0;
          rest = rest.subarray(first + 1);
        } else {
          // Whole lines need no look inside.
          const last = rest.lastIndexOf(newline);
          keep(rest.subarray(0, last + 1));
          rest = rest.subarray(last + 1);
        }
        if (size >= batchBytes) full.push(take());
      }
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
