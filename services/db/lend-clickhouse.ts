import type { MessagePort } from "node:worker_threads";
import type { Statement, StatementAnswer, StatementRequest } from "#db/borrowed-clickhouse.ts";
import type { ClickHouse } from "#db/clickhouse.ts";

/**
 * Runs the statements of a thread that borrows this store (`borrowClickHouse`): the embedded engine can be open in one thread only.
 * What they answer goes there as bytes, and costs this thread next to nothing.
 */
export function lendClickHouse(clickhouse: ClickHouse, port: MessagePort): void {
  async function answer({ ticket, ...statement }: StatementRequest): Promise<void> {
    try {
      const lines = await run(clickhouse, statement);
      const own = lines?.byteLength === lines?.buffer.byteLength ? lines : lines?.slice();
      port.postMessage({ ticket, lines: own } satisfies StatementAnswer, own ? [own.buffer] : []);
    } catch (error) {
      port.postMessage({ ticket, error } satisfies StatementAnswer);
    }
  }
  port.on("message", (request: StatementRequest) => void answer(request));
}

async function run(clickhouse: ClickHouse, statement: Statement): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const { write } = clickhouse;
  switch (statement.ask) {
    case "read":
      return await clickhouse.readLines(statement.sql, statement.parameters);
    case "command":
      await write.command(statement.sql, statement.parameters);
      return undefined;
    case "insert":
      await write.insert(statement.table, statement.rows);
      return undefined;
    case "insertText":
      await write.insertText(statement.table, statement.columns, Buffer.from(statement.bytes));
      return undefined;
    case "insertBlock":
      await write.insertBlock(statement.table, statement.columns, new Uint8Array(statement.bytes));
      return undefined;
    case "ping":
      await clickhouse.ping();
      return undefined;
  }
}
