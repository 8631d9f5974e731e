import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { locatePostgresBinaries } from "#db/postgres-binaries.ts";
import type { PostgresBinaries } from "#db/postgres-binaries.ts";
import { openPostgresLog } from "#db/postgres-log.ts";
import type { PostgresLog } from "#db/postgres-log.ts";
import { canWrite, postgresOwner } from "#db/postgres-owner.ts";
import type { PostgresOwner } from "#db/postgres-owner.ts";
import { supervisePostgres } from "#db/postgres-supervisor.ts";
import type { SocketConnection } from "#db/postgres.ts";

export type EmbeddedPostgres = {
  connection: SocketConnection;
  /** Of the server that runs now: it is started again when it ends by itself. */
  readonly pid: number;
  /** Ends all connections, writes everything out and waits for the end. */
  stop(): Promise<void>;
};

type Place = {
  folder: string;
  data: string;
  /** The data folder as Postgres is told it. */
  dataArgument: string;
  owner: PostgresOwner | undefined;
  binaries: PostgresBinaries;
  durable: boolean;
};

const user = "sparewheel";
const majorVersion = "18";
const socketPrefix = "sparewheel-postgres-";
const startTimeoutMs = 60_000; // a recovery after a power cut is part of it
const lockTimeoutMs = 5_000;
const stopTimeoutMs = 30_000;

/**
 * Runs PostgreSQL in `directory`, reachable through a socket that only its account and root can open.
 *
 * The caller must be the only user of the directory (the ClickHouse engine's lock sees to that): a Postgres that is
 * found running there is taken for the orphan of a killed process and stopped. `fsync: false` is for tests.
 */
export async function startEmbeddedPostgres(options: {
  directory: string;
  fsync?: boolean;
  log: Logger;
}): Promise<EmbeddedPostgres> {
  const { log } = options;
  const folder = resolve(options.directory);
  const data = join(folder, "data");
  const owner = postgresOwner(data);
  // Another account may not be able to walk down to the data, and opening up a user's folders is not ours to do.
  // A process may always use the folder it was started in, and this name stands for it.
  const dataArgument = owner ? "/proc/self/cwd" : data;
  const binaries = locatePostgresBinaries(owner, log);
  const place: Place = { folder, data, dataArgument, owner, binaries, durable: options.fsync ?? true };

  mkdirSync(folder, { recursive: true });
  if (!existsSync(data)) initialise(place);
  const found = readFileSync(join(data, "PG_VERSION"), "utf8").trim();
  if (found !== majorVersion) {
    throw new Error(
      `${data} was written by PostgreSQL ${found}, this is ${majorVersion}: dump it there and load it here`,
    );
  }
  await stopOrphan(place);
  return await startServer(place, log);
}

function initialise({ data, owner, binaries, dataArgument, durable }: Place): void {
  // Renamed when complete, so a process killed half-way leaves nothing that looks like a database.
  const unfinished = `${data}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  if (owner) chownSync(unfinished, owner.uid, owner.gid);
  const location = ["--pgdata", owner ? dataArgument : unfinished, ...(durable ? [] : ["--no-sync"])];
  const access = ["--username", user, "--auth", "trust"];
  const text = ["--encoding", "UTF8", "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"];
  const how = { ...owner, cwd: unfinished, encoding: "utf8", env: {} } as const;
  const { status, stderr, error } = spawnSync(binaries.initdb, [...location, ...access, ...text], how);
  if (status !== 0) throw new Error(`initdb failed in ${data}: ${error?.message ?? stderr.trim()}`);
  renameSync(unfinished, data);
}

async function stopOrphan({ data, dataArgument, owner, binaries }: Place): Promise<void> {
  const lines = readPidFile(data);
  if (!lines) return;
  // Its answer does not matter: when the process is long gone Postgres itself clears the file away.
  const how = ["stop", "--pgdata", dataArgument, "--mode", "fast", "--wait", "--timeout", String(stopTimeoutMs / 1000)];
  await once(spawn(binaries.control, how, { ...owner, cwd: data, env: {}, stdio: "ignore" }), "close");
  const socketFolder = lines[4] ?? "";
  if (basename(socketFolder).startsWith(socketPrefix)) rmSync(socketFolder, { recursive: true, force: true });
}

async function startServer(place: Place, log: Logger): Promise<EmbeddedPostgres> {
  const socketFolder = makeSocketFolder(place.owner);
  const output = openPostgresLog(join(place.folder, "postgres.log"));
  const clean = (): void => {
    output.close();
    rmSync(socketFolder, { recursive: true, force: true });
  };
  try {
    const supervised = await supervisePostgres(() => launch(place, socketFolder, output), log);
    const connection = { host: socketFolder, port: 5432, user, database: "postgres" };
    // Not a signal hook: when and how we exit stays main's decision.
    const endWithUs = (): void => {
      supervised.end();
      clean();
    };
    process.once("exit", endWithUs);
    let stopped: Promise<void> | undefined;
    return {
      connection,
      get pid() {
        return supervised.pid();
      },
      stop() {
        stopped ??= supervised.stop().then(() => {
          process.removeListener("exit", endWithUs);
          clean();
        });
        return stopped;
      },
    };
  } catch (error) {
    clean();
    throw error;
  }
}

/** One Postgres that takes connections. Throws its last words when it does not come to that. */
async function launch(place: Place, socketFolder: string, output: PostgresLog): Promise<ChildProcess> {
  const { data, owner } = place;
  const lockDeadline = performance.now() + lockTimeoutMs;
  for (;;) {
    const from = output.size();
    const child = spawn(place.binaries.postgres, serverArguments(place, socketFolder), {
      ...owner,
      cwd: data,
      env: {},
      detached: true, // a Ctrl-C in the terminal is for us; we then drain before Postgres may stop
      stdio: ["ignore", output.descriptor, output.descriptor],
    });
    if (await becomesReady(child, data)) return child;
    const words = output.since(from);
    if (words.includes("lock file") && performance.now() < lockDeadline) {
      await delay(100);
      continue;
    }
    throw new Error(`the embedded Postgres did not start in ${data}: ${words}`);
  }
}

function makeSocketFolder(owner: PostgresOwner | undefined): string {
  // The path of a socket may have about 100 bytes.
  const parent = [tmpdir(), "/tmp"].find((folder) => folder.length < 60 && canWrite(owner, folder));
  if (parent === undefined) throw new Error(`Postgres's account can write neither to ${tmpdir()} nor to /tmp`);
  const folder = mkdtempSync(join(parent, socketPrefix));
  chmodSync(folder, 0o700);
  if (owner) chownSync(folder, owner.uid, owner.gid);
  return folder;
}

function serverArguments({ dataArgument, durable }: Place, socketFolder: string): string[] {
  const settings = {
    listen_addresses: "",
    unix_socket_directories: socketFolder,
    unix_socket_permissions: "0700",
    max_connections: 60,
    shared_buffers: "64MB",
    max_wal_size: "512MB",
    jit: "off",
    fsync: durable ? "on" : "off",
    full_page_writes: durable ? "on" : "off",
    synchronous_commit: "on",
    timezone: "UTC",
    log_timezone: "UTC",
    log_line_prefix: "%m ",
  };
  return ["-D", dataArgument, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

/** Postgres writes its state into the eighth line of its pid file. */
async function becomesReady(child: ChildProcess, data: string): Promise<boolean> {
  let failed = false;
  child.once("error", () => (failed = true));
  const deadline = performance.now() + startTimeoutMs;
  while (performance.now() < deadline) {
    if (failed || child.exitCode !== null || child.signalCode !== null) return false;
    const lines = readPidFile(data);
    if (lines?.[0] === String(child.pid) && lines[7]?.trim() === "ready") return true;
    await delay(10);
  }
  child.kill("SIGQUIT");
  return false;
}

function readPidFile(data: string): string[] | undefined {
  try {
    return readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return undefined; // not running, or just writing it
  }
}
