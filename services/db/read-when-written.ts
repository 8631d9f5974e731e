import type { ClickHouse } from "./clickhouse.ts";
import { gather } from "./gather.ts";

/**
 * Shares a reading between all who ask until something may have been written since: as good as one of their own. Where other
 * processes write too, only those who ask at the same time share one.
 */
export function readWhenWritten<T>(clickhouse: ClickHouse, read: () => Promise<T>): () => Promise<T> {
  const readNow = gather(read);
  let kept: { writes: number; result: Promise<T> } | undefined;
  return () => {
    const writes = clickhouse.writes();
    if (writes === undefined) return readNow();
    if (kept?.writes === writes) return kept.result;
    const mine = { writes, result: readNow() };
    kept = mine;
    mine.result.catch(() => {
      if (kept === mine) kept = undefined;
    });
    return mine.result;
  };
}
