import { readSync } from "node:fs";
import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { join } from "node:path";

/** Bytes of one push that are written once and read a few times: in memory while they are few, else in a file. */
export interface ByteSpool {
  readonly length: number;
  /** Takes a copy. Calls must not overlap. */
  append(bytes: Uint8Array): Promise<void>;
  /** Copies bytes from `start` on until `into` is full. */
  read(into: Uint8Array, start: number): Promise<void>;
  /** The same at once: for pieces too small to wait for. */
  readNow(into: Uint8Array, start: number): void;
  close(): Promise<void>;
}

/** @param directory takes the file, which has no name from the start: it is gone with the push, or with the process */
export function openByteSpool(directory: string, memoryBytes: number): ByteSpool {
  let memory = Buffer.alloc(0);
  let file: FileHandle | undefined;
  let length = 0;

  async function moveToFile(): Promise<FileHandle> {
    const folder = await mkdtemp(join(directory, "push-"));
    try {
      file = await open(join(folder, "spool"), "wx+", 0o600);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    await writeAll(file, memory.subarray(0, length), 0);
    memory = Buffer.alloc(0);
    return file;
  }

  function remember(bytes: Uint8Array): void {
    if (length + bytes.length > memory.length) {
      const longer = Buffer.allocUnsafeSlow(Math.max(length + bytes.length, Math.min(memory.length * 2, memoryBytes)));
      memory.copy(longer, 0, 0, length);
      memory = longer;
    }
    memory.set(bytes, length);
  }

  return {
    get length() {
      return length;
    },
    async append(bytes) {
      if (file || length + bytes.length > memoryBytes) await writeAll(file ?? (await moveToFile()), bytes, length);
      else remember(bytes);
      length += bytes.length;
    },
    async read(into, start) {
      if (!file) memory.copy(into, 0, start, start + into.length);
      for (let at = 0; file && at < into.length;) {
        const { bytesRead } = await file.read(into, at, into.length - at, start + at);
        at += someOf(bytesRead);
      }
    },
    readNow(into, start) {
      if (!file) memory.copy(into, 0, start, start + into.length);
      for (let at = 0; file && at < into.length;)
        at += someOf(readSync(file.fd, into, at, into.length - at, start + at));
    },
    async close() {
      await file?.close();
      file = undefined;
      memory = Buffer.alloc(0);
    },
  };
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    at += (await file.write(bytes, at, bytes.length - at, position + at)).bytesWritten;
  }
}

function someOf(count: number): number {
  if (count === 0) throw new RangeError("the spool ends before what is read of it");
  return count;
}
