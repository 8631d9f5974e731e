import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import type { Logger } from "pino";
import type { PostgresOwner } from "#db/postgres-owner.ts";

export type PostgresBinaries = { initdb: string; postgres: string; control: string };

/** The programs of the installed platform package, at a place where the account that runs Postgres can use them. */
export function locatePostgresBinaries(owner: PostgresOwner | undefined, log: Logger): PostgresBinaries {
  const native = findPackage();
  const answer = tryVersion(native, owner);
  if (answer.status === 0) return binariesIn(native);
  // An install as root below a 0700 folder, such as mktemp makes, is closed to the other account.
  if (owner && answer.error?.code === "EACCES") {
    for (const shelf of shelves) {
      const copy = copyTo(shelf, native, log);
      if (copy !== undefined && tryVersion(copy, owner).status === 0) return binariesIn(copy);
    }
    throw new Error(`the account ${owner.uid} cannot run ${native}: install where it can, or set DATABASE_URL`);
  }
  const reason = answer.error?.message ?? answer.stderr.trim();
  throw new Error(`the embedded Postgres does not start (${reason}): allow its install script, or set DATABASE_URL`);
}

/** Not /tmp: these are programs, and others must not be able to put theirs there first. */
const shelves = ["/var/lib/sparewheel", "/opt/sparewheel"];

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), "../native");
  } catch (cause) {
    const message = `${name} is not installed: install without --omit=optional or set DATABASE_URL`;
    throw new Error(message, { cause });
  }
}

function tryVersion(native: string, owner?: PostgresOwner) {
  const result = spawnSync(binariesIn(native).postgres, ["--version"], { ...owner, cwd: "/", encoding: "utf8" });
  return { ...result, error: result.error as NodeJS.ErrnoException | undefined };
}

function copyTo(shelf: string, native: string, log: Logger): string | undefined {
  try {
    const manifest = JSON.parse(readFileSync(join(native, "../package.json"), "utf8")) as { version: string };
    const target = join(shelf, `postgres-${manifest.version}-${process.arch}`);
    mkdirSync(shelf, { recursive: true });
    chmodSync(shelf, 0o755);
    const { uid, mode } = lstatSync(shelf);
    if (uid !== 0 || (mode & 0o022) !== 0) return undefined;
    if (!existsSync(target)) {
      const unfinished = mkdtempSync(`${target}.`);
      try {
        cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
        spawnSync("chmod", ["-R", "a+rX", unfinished]); // an install under a strict umask is for root alone
        renameSync(unfinished, target);
        log.info({ from: native, to: target }, "copied the Postgres programs to where their account can run them");
      } finally {
        rmSync(unfinished, { recursive: true, force: true });
      }
    }
    return target;
  } catch (error) {
    log.warn({ err: error, shelf }, "could not keep a copy of the Postgres programs here");
    return undefined;
  }
}

const binariesIn = (native: string): PostgresBinaries => ({
  initdb: join(native, "bin/initdb"),
  postgres: join(native, "bin/postgres"),
  control: join(native, "bin/pg_ctl"),
});
