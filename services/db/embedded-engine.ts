import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createClient, parseError } from "@clickhouse/client";
import type { ClickHouseClient, ClickHouseClientConfigOptions } from "@clickhouse/client";
import { engineAccess } from "#db/engine-access.ts";
import { withNamelessFile } from "#db/nameless-file.ts";
import { setParameters } from "#db/query-parameters.ts";
import { openReaderSession, type ReaderSession, type ReaderSettings } from "#db/reader-session.ts";

export type EmbeddedSession = {
  client: ClickHouseClient;
  /**
   * The rows of a statement as lines of JSON. The client would make a stream of the one buffer that the engine gives, which costs more
   * than most statements of a server.
   */
  lines(query: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Inserts rows as tab-separated text. The client would make one statement of it, as a text in memory; this hands it over. */
  insertText(table: string, columns: readonly string[], text: Buffer): Promise<void>;
  /** Inserts a block of the engine's format `Native`. It takes none in a statement, but reads one from a file. */
  insertBlock(table: string, columns: readonly string[], block: Uint8Array): Promise<void>;
};

export type EmbeddedEngine = {
  /** Statements of one session wait for each other, those of two run side by side. */
  sessions: readonly EmbeddedSession[];
  /** A session of its own, for what readers wrote; `database` is one of `readerDatabases`, or begins like one. */
  openReader(options: { database: string; settings: ReaderSettings }): Promise<ReaderSession>;
  close(): Promise<void>;
};

/** Another process holds the data directory; the engine allows one. */
export class DataDirectoryInUse extends Error {
  override readonly name = "DataDirectoryInUse";
  constructor(path: string, cause: unknown) {
    super(`${path} is in use by another process: stop that one, or choose another DATA_DIR`, { cause });
  }
}

/**
 * Starts the ClickHouse engine of this process on `path`; a process can have one directory open at a time. `database` is the one
 * whose readers' databases a reader's session may read.
 */
export async function openEmbeddedEngine(
  path: string,
  { sessions, database }: { sessions: number; database: string },
): Promise<EmbeddedEngine> {
  const { Session, drainPending, createChdbConnection } = await loadEngine();
  const directory = resolve(path);
  mkdirSync(directory, { recursive: true });

  // The first session starts the engine for all, and only it can name a config file. Without one the engine reads
  // ./config.xml of whatever folder the process was started in.
  const configuration = mkdtempSync(join(tmpdir(), "sparewheel-engine-"));
  const configFile = join(configuration, "config.xml");
  const accessFile = join(configuration, "users.xml");
  writeFileSync(configFile, `<clickhouse><users_config>${accessFile}</users_config></clickhouse>\n`);
  writeFileSync(accessFile, engineAccess(database));
  let first: InstanceType<typeof Session>;
  try {
    first = new Session(directory, { connectionArgs: [`--config-file=${configFile}`] });
  } catch (cause) {
    if (isHeld(directory)) throw new DataDirectoryInUse(directory, cause);
    throw new Error(`the ClickHouse engine could not open ${directory}; it wrote the reason to standard error`, {
      cause,
    });
  } finally {
    rmSync(configuration, { recursive: true, force: true });
  }

  const opened = Array.from({ length: sessions }, (): EmbeddedSession => {
    const connection = createChdbConnection({ path: directory });
    // The one cast: the client takes a connection at run time, but its public options do not name the field.
    const client = createClient({ connection } as unknown as ClickHouseClientConfigOptions);
    return {
      client,
      async lines(query) {
        try {
          const result = await connection.chdb.queryAsync(query, { format: "JSONEachRow" });
          return result.bytes() as Uint8Array<ArrayBuffer>; // a copy of what the engine has
        } catch (error) {
          throw parseError(error instanceof Error ? error.message : String(error)); // with type and code, as the client's own
        }
      },
      async insertBlock(table, columns, block) {
        const names = columns.join(", ");
        const statement = `INSERT INTO ${table} (${names}) SELECT ${names} FROM file({file:String}, 'Native')`;
        await withNamelessFile(directory, block, async (file) => {
          await client.command({ query: setParameters({ file }) + statement });
        });
      },
      insertText: async (table, columns, values) =>
        void (await connection.chdb.rawInsert({ table, columns: [...columns], values, format: "TabSeparated" })),
    };
  });
  return {
    sessions: opened,
    openReader: (options) => openReaderSession(() => new Session(directory), options),
    async close() {
      for (const { client } of opened) await client.close();
      first.close();
      await drainPending(); // closing under a running statement would abort the engine for the whole process
    },
  };
}

// The engine tells the reason only to standard error. Who holds a directory writes its process id into the status file.
function isHeld(directory: string): boolean {
  try {
    const holder = /^PID: (\d+)/m.exec(readFileSync(join(directory, "status"), "utf8"))?.[1];
    if (holder === undefined) return false;
    process.kill(Number(holder), 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM"; // alive, and somebody else's
  }
}

async function loadEngine() {
  try {
    const { Session, drainPending } = await import("chdb");
    const { createChdbConnection } = await import("chdb/connection");
    return { Session, drainPending, createChdbConnection };
  } catch (cause) {
    const message =
      "the embedded ClickHouse engine is not installed: install without --omit=optional or set CLICKHOUSE_URL";
    throw new Error(message, { cause });
  }
}
