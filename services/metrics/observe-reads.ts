import type { ClickHouse } from "#db/clickhouse.ts";

/** The same store, of which every statement that reads is timed. */
export function observeReads(clickhouse: ClickHouse, observe: (ms: number) => void): ClickHouse {
  return {
    ...clickhouse,
    async read<Row>(...asked: Parameters<ClickHouse["read"]>) {
      const started = performance.now();
      try {
        return await clickhouse.read<Row>(...asked);
      } finally {
        observe(performance.now() - started);
      }
    },
  };
}
