import { Readable } from "node:stream";
import { createClient } from "@clickhouse/client";
import type { ClickHouseClient, ClickHouseSettings } from "@clickhouse/client";
import { type EmbeddedSession, openEmbeddedEngine } from "#db/embedded-engine.ts";
import { checkParameters, setParameters } from "#db/query-parameters.ts";
import type { QueryParameters } from "#db/query-parameters.ts";
import type { ReaderSession, ReaderSettings } from "#db/reader-session.ts";
import { createResourcePool } from "#db/resource-pool.ts";

export type ClickHouseConfig = { database: string } & (
  | { engine: "embedded"; path: string; /** statements that read at the same time; 4 unless told */ readers?: number }
  | { engine: "server"; url: string; username?: string; password?: string }
);

/**
 * The facts and results, in a server or in this process; SQL is the same for both.
 *
 * Statements name tables as `@db.table`; `@db` becomes the configured database. Values are `{name:Type}` parameters.
 * Instants come back as RFC 3339 in UTC, 64-bit integers as text: parse rows with their zod schema. A statement may
 * end in its own `SETTINGS`, which then goes before the limits below.
 */
export type ClickHouse = {
  readonly engine: ClickHouseConfig["engine"];
  readonly database: string;
  /** One after the other, in the order of the calls. */
  readonly write: {
    command(sql: string, parameters?: QueryParameters): Promise<void>;
    /** Stored when the promise resolves; no rows is no statement. */
    insert(table: `@db.${string}`, rows: readonly object[]): Promise<void>;
    /**
     * The same for rows as text: lines, each ended by a line feed, of fields in the order of `columns`, separated by tabs and
     * escaped. What large inserts take.
     */
    insertText(table: `@db.${string}`, columns: readonly string[], text: Buffer): Promise<void>;
    /** The same for blocks of `takeBlock`, one after the other, which must have these columns: what costs least for many rows. */
    insertBlock(table: `@db.${string}`, columns: readonly string[], block: Uint8Array): Promise<void>;
  };
  read<Row>(sql: string, parameters?: QueryParameters): Promise<Row[]>;
  /** The same as lines of JSON, for another thread: this one makes nothing of them. Nobody else has the memory. */
  readLines(sql: string, parameters?: QueryParameters): Promise<Uint8Array<ArrayBuffer>>;
  /** A session for statements that readers wrote; close it. Undefined for a server, which has users of its own for them. */
  readonly openReader:
    | ((options: { database: string; settings: ReaderSettings }) => Promise<ReaderSession>)
    | undefined;
  /**
   * Another number whenever something may have been written since: a statement that writes has begun or ended. Undefined for a
   * server, which others write to; the embedded engine's folder is of this process alone.
   */
  writes(): number | undefined;
  /** Throws when the engine does not answer. */
  ping(): Promise<void>;
  /** Waits for the statements under way. */
  close(): Promise<void>;
};

const defaultReaders = 4;
const maxReadSeconds = 30;
const maxReadMemoryBytes = 2 * 1024 ** 3;
const maxWriteSeconds = 600;

/** The same for both engines, and the same for every statement of a session. */
const settings = {
  output_format_json_quote_64bit_integers: 1, // a JSON number loses digits above 2^53
  date_time_output_format: "iso",
  date_time_input_format: "best_effort",
  session_timezone: "UTC",
  async_insert: 0, // an insert that returns is stored
} as const satisfies ClickHouseSettings;
const readSettings = { ...settings, max_execution_time: maxReadSeconds, max_memory_usage: String(maxReadMemoryBytes) };
const writeSettings = {
  ...settings,
  max_execution_time: maxWriteSeconds,
  max_partitions_per_insert_block: "0", // a ledger of many years is projected again in large batches
};

type Statements = {
  /** Runs a statement that answers with rows, and gives them as lines of JSON. */
  lines(sql: string, parameters: QueryParameters): Promise<Uint8Array<ArrayBuffer>>;
  command(sql: string, parameters: QueryParameters): Promise<void>;
  insert(table: string, rows: readonly object[]): Promise<void>;
  insertText(table: string, columns: readonly string[], text: Buffer): Promise<void>;
  insertBlock(table: string, columns: readonly string[], block: Uint8Array): Promise<void>;
};

export async function openClickHouse(config: ClickHouseConfig): Promise<ClickHouse> {
  const { database, engine } = config;
  // The name becomes part of the SQL text, so it may only be a plain identifier.
  if (!/^[A-Za-z_]\w{0,63}$/.test(database)) throw new Error(`"${database}" is not a database name`);
  const named = (sql: string): string => sql.replaceAll(/@db\b/g, database);

  const { reader, writer, openReader, close } = config.engine === "server" ? connect(config) : await open(config);
  const pending = new Set<Promise<unknown>>();
  let closing: Promise<void> | undefined;
  const track = <T>(start: () => Promise<T>): Promise<T> => {
    if (closing) return Promise.reject(new Error("the ClickHouse store is closed"));
    const statement = start();
    pending.add(statement);
    const forget = (): void => void pending.delete(statement);
    statement.then(forget, forget);
    return statement;
  };

  let writes = 0;
  const written = (write: () => Promise<void>): Promise<void> =>
    track(async () => {
      writes += 1;
      try {
        await write();
      } finally {
        writes += 1;
      }
    });

  const readLines: ClickHouse["readLines"] = (sql, parameters = {}) =>
    track(async () => await reader.lines(named(sql), checkParameters(sql, parameters)));

  return {
    engine,
    database,
    write: {
      command: (sql, parameters = {}) =>
        written(async () => await writer.command(named(sql), checkParameters(sql, parameters))),
      insert: (table, rows) =>
        written(async () => {
          if (rows.length > 0) await writer.insert(named(table), rows);
        }),
      insertText: (table, columns, text) =>
        written(async () => {
          if (text.length > 0) await writer.insertText(named(table), columns, text);
        }),
      insertBlock: (table, columns, block) =>
        written(async () => {
          if (block.length > 0) await writer.insertBlock(named(table), columns, block);
        }),
    },
    writes: () => (engine === "embedded" ? writes : undefined),
    read: async <Row>(sql: string, parameters: QueryParameters = {}) => rowsOf<Row>(await readLines(sql, parameters)),
    readLines,
    openReader: openReader && ((options) => track(() => openTracked(openReader, options, pending))),
    ping: () => track(async () => void (await reader.lines("SELECT 1", {}))),
    close() {
      closing ??= (async () => {
        await Promise.allSettled(pending);
        await close();
      })();
      return closing;
    },
  };
}

type OpenReader = NonNullable<ClickHouse["openReader"]>;
type Engine = { reader: Statements; writer: Statements; openReader?: OpenReader; close: () => Promise<void> };

/** The store waits for the session to be closed before it closes itself. */
async function openTracked(
  open: OpenReader,
  options: Parameters<OpenReader>[0],
  pending: Set<Promise<unknown>>,
): Promise<ReaderSession> {
  const session = await open(options);
  let finish = (): void => {};
  const closed = new Promise<void>((resolve) => (finish = resolve));
  pending.add(closed);
  return {
    ...session,
    async close() {
      await session.close();
      pending.delete(closed);
      finish();
    },
  };
}

async function open(config: ClickHouseConfig & { engine: "embedded" }): Promise<Engine> {
  const { path, database } = config;
  const engine = await openEmbeddedEngine(path, { sessions: 1 + (config.readers ?? defaultReaders), database });
  const [writer, ...readers] = engine.sessions;
  if (writer === undefined || readers.length === 0) throw new Error("the embedded engine needs at least one reader");
  // A session keeps what SET says; the client's own settings would do the same but run with every statement.
  await writer.client.command({ query: setSettings(writeSettings) });
  for (const { client } of readers) await client.command({ query: setSettings(readSettings) });
  return {
    reader: queued(readers),
    writer: queued([writer]),
    openReader: (options) => engine.openReader(options),
    close: () => engine.close(),
  };
}

/** Statements on embedded sessions, one at a time on each. */
function queued(sessions: readonly EmbeddedSession[]): Statements {
  const pool = createResourcePool(sessions);
  // The engine's own binding runs the statements of all sessions one after the other, so parameters are SET instead.
  return {
    lines: (sql, parameters) => pool.use((session) => session.lines(setParameters(parameters) + sql)),
    command: (sql, parameters) =>
      pool.use(async ({ client }) => void (await client.command({ query: setParameters(parameters) + sql }))),
    insert: (table, rows) => pool.use(({ client }) => insertRows(client, table, rows)),
    insertText: (table, columns, text) => pool.use((session) => session.insertText(table, columns, text)),
    insertBlock: (table, columns, block) => pool.use((session) => session.insertBlock(table, columns, block)),
  };
}

function connect(config: ClickHouseConfig & { engine: "server" }): Engine {
  const { url, username, password } = config;
  const clientFor = (limits: ClickHouseSettings, seconds: number, connections: number): ClickHouseClient =>
    createClient({
      url,
      username,
      password,
      clickhouse_settings: limits,
      request_timeout: (seconds + 5) * 1000, // the engine's own limit speaks first
      max_open_connections: connections,
    });
  const readers = clientFor(readSettings, maxReadSeconds, 10);
  const writers = clientFor(writeSettings, maxWriteSeconds, 1);
  const statements = (client: ClickHouseClient): Statements => ({
    async lines(sql, parameters) {
      const result = await client.query({ query: sql, query_params: { ...parameters }, format: "JSONEachRow" });
      return new TextEncoder().encode(await result.text());
    },
    command: async (sql, parameters) => void (await client.command({ query: sql, query_params: { ...parameters } })),
    insert: (table, rows) => insertRows(client, table, rows),
    insertText: async (table, columns, text) =>
      void (await client.insert({
        table,
        columns: columns as [string, ...string[]],
        values: Readable.from([text], { objectMode: false }),
        format: "TabSeparated",
      })),
    async insertBlock(table, columns, block) {
      const { stream } = await client.exec({
        query: `INSERT INTO ${table} (${columns.join(", ")}) FORMAT Native`,
        values: Readable.from([block], { objectMode: false }),
      });
      stream.destroy(); // an insert answers with nothing
    },
  });
  return {
    reader: statements(readers),
    writer: statements(writers),
    close: async () => {
      await readers.close();
      await writers.close();
    },
  };
}

export function rowsOf<Row>(lines: Uint8Array): Row[] {
  const text = Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength).toString();
  const rows: Row[] = [];
  for (let start = 0; start < text.length;) {
    const end = text.indexOf("\n", start);
    rows.push(JSON.parse(text.slice(start, end)) as Row);
    start = end + 1;
  }
  return rows;
}

async function insertRows(client: ClickHouseClient, table: string, rows: readonly object[]): Promise<void> {
  await client.insert({ table, values: rows, format: "JSONEachRow" });
}

const setSettings = (values: ClickHouseSettings): string =>
  `SET ${Object.entries(values)
    .map(([name, value]) => `${name} = '${String(value)}'`)
    .join(", ")}`;
