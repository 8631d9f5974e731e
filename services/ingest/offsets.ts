import { freeMemory } from "#db/free-memory.ts";

/** Where each of many texts ends in bytes that grow batch by batch: eight bytes a text. */
export interface Offsets {
  readonly count: number;
  start(text: number): number;
  end(text: number): number;
  /** The ends of the texts of a batch, counted from where the batch begins. */
  append(ends: Uint32Array): void;
  close(): void;
}

export function createOffsets(): Offsets {
  let all = new Float64Array(512);
  let count = 0;
  return {
    get count() {
      return count;
    },
    start: (text) => (text === 0 ? 0 : (all[text - 1] ?? 0)),
    end: (text) => all[text] ?? 0,
    append(ends) {
      if (count + ends.length > all.length) {
        const longer = new Float64Array(Math.max(count + ends.length, all.length * 2));
        longer.set(all);
        freeMemory(all);
        all = longer;
      }
      const base = count === 0 ? 0 : (all[count - 1] ?? 0);
      for (let index = 0; index < ends.length; index += 1) all[count + index] = base + (ends[index] ?? 0);
      count += ends.length;
    },
    close: () => freeMemory(all),
  };
}
