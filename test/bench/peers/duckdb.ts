/** The little of DuckDB's Node package that the bench uses: the package is installed in this folder alone, or not at all. */
export interface DuckDb {
  version: string;
  run(sql: string): Promise<void>;
  /** The first column of the first row. */
  value(sql: string): Promise<unknown>;
  close(): void;
}

interface DuckDbPackage {
  DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<Connection>; closeSync(): void }> };
}

interface Connection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ getRows(): unknown[][] }>;
  closeSync(): void;
}

/** Why DuckDB's side of a goal is not run, when `openDuckDb` gives nothing. */
export const duckDbMissing =
  "DuckDB is not installed; `npm ci --prefix test/bench/peers` installs it for the bench alone";

/** Opens a database file with DuckDB's own settings; undefined when the package is not installed. */
export async function openDuckDb(path: string): Promise<DuckDb | undefined> {
  // A name that the compiler does not follow: the types are there only where the package is.
  const name: string = "@duckdb/node-api";
  let duckdb: DuckDbPackage;
  try {
    duckdb = (await import(name)) as DuckDbPackage;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  }
  const instance = await duckdb.DuckDBInstance.create(path);
  const connection = await instance.connect();
  const value = async (sql: string): Promise<unknown> => (await connection.runAndReadAll(sql)).getRows()[0]?.[0];
  return {
    version: String(await value("SELECT version()")),
    run: async (sql) => void (await connection.run(sql)),
    value,
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
