import type { MessagePort } from "node:worker_threads";
import { type ClickHouse, rowsOf } from "#db/clickhouse.ts";
import type { QueryParameters } from "#db/query-parameters.ts";

type Table = `@db.${string}`;

/** A statement that a thread wants run by the one that has the store open. */
export type StatementRequest = { ticket: number } & Statement;

export type Statement =
  | { ask: "read" | "command"; sql: string; parameters: QueryParameters | undefined }
  | { ask: "insert"; table: Table; rows: readonly object[] }
  | { ask: "insertText" | "insertBlock"; table: Table; columns: readonly string[]; bytes: ArrayBuffer }
  | { ask: "ping" };

/** Rows as lines of JSON, none for a statement that answers with nothing; or why there are none. */
export type StatementAnswer = { ticket: number } & ({ lines: Uint8Array | undefined } | { error: unknown });

/** What of a store a thread has to know. */
export type StoreName = Pick<ClickHouse, "engine" | "database">;

interface Waiting {
  resolve: (lines: Uint8Array | undefined) => void;
  reject: (error: unknown) => void;
}

/** The store of another thread, which answers at the other end of the port (`lendClickHouse`). Rows are made of bytes in this one. */
export function borrowClickHouse(port: MessagePort, { engine, database }: StoreName): ClickHouse {
  const waiting = new Map<number, Waiting>();
  let ticket = 0;
  port.on("message", (answer: StatementAnswer) => {
    const asker = waiting.get(answer.ticket);
    waiting.delete(answer.ticket);
    if ("error" in answer) asker?.reject(answer.error);
    else asker?.resolve(answer.lines);
  });
  port.on("close", () => {
    for (const { reject } of waiting.values()) reject(new Error("the thread that has the store open has gone"));
    waiting.clear();
  });

  const ask = (statement: Statement, handedOver: ArrayBuffer[] = []): Promise<Uint8Array | undefined> => {
    ticket += 1;
    const request: StatementRequest = { ticket, ...statement };
    return new Promise((resolve, reject) => {
      waiting.set(request.ticket, { resolve, reject });
      port.postMessage(request, handedOver);
    });
  };
  const readLines: ClickHouse["readLines"] = async (sql, parameters) =>
    new Uint8Array((await ask({ ask: "read", sql, parameters })) ?? []);

  async function insert(
    kind: "insertText" | "insertBlock",
    table: Table,
    columns: readonly string[],
    given: Uint8Array,
  ): Promise<void> {
    const bytes = new Uint8Array(given).buffer; // a short text lies in memory that others have a part of
    await ask({ ask: kind, table, columns, bytes }, [bytes]);
  }

  return {
    engine,
    database,
    write: {
      command: async (sql, parameters) => void (await ask({ ask: "command", sql, parameters })),
      insert: async (table, rows) => void (await ask({ ask: "insert", table, rows })),
      insertText: (...rows) => insert("insertText", ...rows),
      insertBlock: (...rows) => insert("insertBlock", ...rows),
    },
    read: async <Row>(sql: string, parameters?: QueryParameters) =>
      rowsOf<Row>((await ask({ ask: "read", sql, parameters })) ?? new Uint8Array()),
    readLines,
    openReader: undefined,
    writes: () => undefined, // the other thread writes too
    ping: async () => void (await ask({ ask: "ping" })),
    close: () => {
      port.close();
      return Promise.resolve();
    },
  };
}
