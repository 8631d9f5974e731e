import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";

/** The account that runs Postgres, as options of `spawn`. */
export type PostgresOwner = { uid: number; gid: number };

/**
 * Postgres refuses to run as root; then another account runs it, the one that `data` already belongs to if there is
 * any. `undefined` when it runs as whoever we are.
 */
export function postgresOwner(data: string): PostgresOwner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (process.platform !== "linux") {
    throw new Error("the embedded Postgres does not run as root here: use an ordinary account, or set DATABASE_URL");
  }
  const present = statSync(data, { throwIfNoEntry: false });
  if (present && present.uid !== 0) return { uid: present.uid, gid: present.gid };
  const accounts = readFileSync("/etc/passwd", "utf8");
  for (const name of ["postgres", "nobody"]) {
    const [, uid, gid] = new RegExp(`^${name}:[^:]*:(\\d+):(\\d+):`, "m").exec(accounts) ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  return { uid: 65_534, gid: 65_534 };
}

/** Whether the account may make files in a folder; asked of the system, because parents and access lists count too. */
export function canWrite(owner: PostgresOwner | undefined, folder: string): boolean {
  return spawnSync("test", ["-x", folder, "-a", "-w", folder], { ...owner, cwd: "/" }).status === 0;
}
