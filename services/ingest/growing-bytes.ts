import { freeMemory } from "#db/free-memory.ts";

/** Bytes of all records of a push that are kept in memory, a few a record. */
export interface GrowingBytes {
  /** What was appended; replaced when it grows. */
  readonly bytes: Buffer;
  append(more: Uint8Array): void;
  close(): void;
}

export function createGrowingBytes(): GrowingBytes {
  let room = Buffer.alloc(16 * 1024);
  let length = 0;
  return {
    get bytes() {
      return room.subarray(0, length);
    },
    append(more) {
      if (length + more.length > room.length) {
        const longer = Buffer.alloc(Math.max(length + more.length, room.length * 2));
        room.copy(longer, 0, 0, length);
        freeMemory(room);
        room = longer;
      }
      room.set(more, length);
      length += more.length;
    },
    close: () => freeMemory(room),
  };
}
