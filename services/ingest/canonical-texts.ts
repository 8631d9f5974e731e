import { closeSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import type { ValidatedBatch } from "./validate-batch.ts";

/** The canonical texts of a push's workloads in the order they came: in memory while they are few, else in a file. */
export interface CanonicalTexts {
  append(batch: Pick<ValidatedBatch, "bodies" | "ends">): Promise<void>;
  /** UTF-8 bytes of one text, without a line end. */
  read(index: number): Buffer;
  close(): void;
}

/** A push of usual size stays in memory; a hundred of the largest at once must not fill it. */
const memoryBytes = 8 * 1024 * 1024;

/** `directory` takes the file of a large push; it holds nothing that outlives the request. */
export function openCanonicalTexts(directory: string): CanonicalTexts {
  let parts: Buffer[] = [];
  /** Where each text lies: the part (or, in a file, nothing), first byte and length. */
  const places: { part: number; start: number; length: number }[] = [];
  let size = 0;
  let file: { descriptor: number; folder: string } | undefined;

  return {
    async append({ bodies, ends }) {
      if (!file && size + bodies.length > memoryBytes) {
        const folder = await mkdtemp(join(directory, "push-"));
        file = { descriptor: openSync(join(folder, "texts"), "wx+", 0o600), folder };
        let at = 0;
        const starts = parts.map((part) => {
          const start = at;
          at += part.length;
          return start;
        });
        for (const part of parts) writeSync(file.descriptor, part);
        for (const place of places) place.start += starts[place.part] ?? 0;
        parts = [];
      }
      const base = file ? size : 0;
      const part = parts.length;
      ends.forEach((end, index) => {
        const start = index === 0 ? 0 : (ends[index - 1] ?? 0);
        places.push({ part, start: base + start, length: end - start });
      });
      if (file) writeSync(file.descriptor, bodies, 0, bodies.length, size);
      else parts.push(Buffer.from(bodies.buffer, bodies.byteOffset, bodies.byteLength));
      size += bodies.length;
    },
    read(index) {
      const place = places[index];
      if (!place) throw new RangeError(`there is no text ${index}`);
      if (!file) {
        const part = parts[place.part];
        if (!part) throw new RangeError(`text ${index} has no part`);
        return part.subarray(place.start, place.start + place.length);
      }
      const text = Buffer.allocUnsafe(place.length);
      readSync(file.descriptor, text, 0, place.length, place.start);
      return text;
    },
    close() {
      if (!file) return;
      closeSync(file.descriptor);
      rmSync(file.folder, { recursive: true, force: true });
      file = undefined;
    },
  };
}
