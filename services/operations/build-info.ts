import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { ClickHouse } from "#db/clickhouse.ts";
import type { Sql } from "#db/postgres.ts";
import { methodologyVersion } from "#indicators/catalogue.ts";
import { schemaVersion } from "#schema/push.ts";

const root = resolve(import.meta.dirname, "../..");

const Engine = z.strictObject({ engine: z.enum(["embedded", "server"]), version: z.string().nullable() });

export const BuildInfo = z
  .strictObject({
    version: z.string(),
    commit: z.string().nullable().describe("The git commit, where it is known"),
    node: z.string(),
    /** A version is null while the store does not answer. */
    postgres: Engine,
    clickhouse: Engine,
    schema_versions: z.array(z.int()),
    methodology_version: z.int(),
  })
  .meta({ id: "BuildInfo" });
export type BuildInfo = z.infer<typeof BuildInfo>;

/** What runs here, asked of the stores themselves. */
export async function buildInfo({
  sql,
  clickhouse,
  postgresEngine,
}: {
  sql: Sql;
  clickhouse: ClickHouse;
  postgresEngine: "embedded" | "server";
}): Promise<BuildInfo> {
  const [postgres, clickhouseVersion] = await Promise.all([
    sql<[{ version: string }]>`SELECT current_setting('server_version') AS version`.then(
      ([row]) => row.version,
      () => null,
    ),
    clickhouse.read<{ version: string }>("SELECT version() AS version").then(
      ([row]) => row?.version ?? null,
      () => null,
    ),
  ]);
  return {
    version: packageVersion(),
    commit: commitOf(join(root, ".git")),
    node: process.versions.node,
    postgres: { engine: postgresEngine, version: postgres },
    clickhouse: { engine: clickhouse.engine, version: clickhouseVersion },
    schema_versions: [schemaVersion],
    methodology_version: methodologyVersion,
  };
}

export function packageVersion(): string {
  return (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }).version;
}

/** The checked-out commit of a git folder, without git. */
function commitOf(folder: string): string | null {
  try {
    const head = readFileSync(join(folder, "HEAD"), "utf8").trim();
    const name = /^ref: (.+)$/.exec(head)?.[1];
    if (name === undefined) return head;
    const loose = join(folder, name);
    if (existsSync(loose)) return readFileSync(loose, "utf8").trim();
    const packed = readFileSync(join(folder, "packed-refs"), "utf8");
    return (
      packed
        .split("\n")
        .find((line) => line.endsWith(` ${name}`))
        ?.split(" ")[0] ?? null
    );
  } catch {
    return null; // an image or a work tree without its git folder
  }
}
