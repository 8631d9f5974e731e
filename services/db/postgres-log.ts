import { closeSync, copyFileSync, fstatSync, openSync, readSync, truncateSync } from "node:fs";

export type PostgresLog = {
  descriptor: number;
  size(): number;
  /** The last lines after a position. */
  since(position: number): string;
  close(): void;
};

const maxBytes = 5 * 1024 ** 2;
const maxLines = 20;
const checkEveryMs = 10 * 60_000;

/** A file that a child appends to and that does not grow for ever: `postgres.log`, with `postgres.log.1` before it. */
export function openPostgresLog(file: string): PostgresLog {
  const descriptor = openSync(file, "a+", 0o600);
  const size = (): number => fstatSync(descriptor).size;
  const turn = (): void => {
    if (size() < maxBytes) return;
    copyFileSync(file, `${file}.1`);
    truncateSync(file); // the child writes on at the new end, because it appends
  };
  turn();
  const timer = setInterval(turn, checkEveryMs).unref();
  return {
    descriptor,
    size,
    since(position) {
      const start = position <= size() ? position : 0;
      const buffer = Buffer.alloc(Math.min(size() - start, maxBytes));
      readSync(descriptor, buffer, 0, buffer.length, start);
      return buffer.toString("utf8").trim().split("\n").slice(-maxLines).join("\n");
    },
    close() {
      clearInterval(timer);
      closeSync(descriptor);
    },
  };
}
