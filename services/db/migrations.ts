import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

/** The store was migrated by other files than these: a person has to decide which are right. */
export class MigrationRefused extends Error {
  override readonly name = "MigrationRefused";
}

/** One file of a migrations folder: `0001-ledger-entry.sql`. */
export type Migration = { name: string; number: number; digest: string; sql: string };
/** What a store says it has. */
export type AppliedMigration = { name: string; digest: string };

export const migrationFolders = {
  postgres: resolve(import.meta.dirname, "../../migrations/postgres"),
  clickhouse: resolve(import.meta.dirname, "../../migrations/clickhouse"),
} as const;

/** The migrations of a folder in their order; throws unless they are numbered 1, 2, 3 and so on. */
export function readMigrations(folder: string): Migration[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .sort();
  return files.map((file, index) => {
    const number = numberOf(file);
    const expected = index + 1;
    if (number === undefined) throw new Error(`${file} in ${folder} is not named like 0001-what-it-adds.sql`);
    if (number < expected) throw new Error(`migration ${padded(number)} is twice in ${folder}`);
    if (number > expected) throw new Error(`migration ${padded(expected)} is missing in ${folder}`);
    // A checkout with Windows line ends holds the same migration.
    const sql = readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n");
    const digest = createHash("sha256").update(sql).digest("hex");
    return { name: file.slice(0, -".sql".length), number, digest, sql };
  });
}

/**
 * What is still to be applied. Throws when the store was built from other files than these; a store that is ahead of
 * this code is fine, because migrations only add what older code does not mind.
 */
export function pendingMigrations(migrations: readonly Migration[], applied: readonly AppliedMigration[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, digest } of applied) {
    const number = numberOf(name) ?? 0;
    const migration = known.get(name);
    if (migration && migration.digest !== digest) {
      throw new MigrationRefused(`migration ${name} was changed after it was applied: put it back and add a new one`);
    }
    if (!migration && number <= migrations.length) {
      throw new MigrationRefused(
        `migration ${name} was applied, but this code has another one with number ${padded(number)}`,
      );
    }
  }
  const done = new Set(applied.map(({ name }) => name));
  return migrations.filter(({ name }) => !done.has(name));
}

const numberOf = (name: string): number | undefined => {
  const digits = /^(\d{4})-[a-z0-9-]+(\.sql)?$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
};
const padded = (number: number): string => String(number).padStart(4, "0");
