import { afterAll, beforeAll, expect, test } from "vitest";
import { migrationFolders, readMigrations } from "#db/migrations.ts";
import { openPostgres } from "#db/postgres.ts";
import { openTestStores, type TestStores } from "#test/support/stores.ts";
import { operationRoutes } from "./operation-routes.ts";
import { readiness } from "./readiness.ts";

const migrations = readMigrations(migrationFolders.postgres);
let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(async () => await stores.close());

function ask({ sql = stores.sql, freeBytesMin = 0, accepting = true, known = migrations } = {}) {
  const { clickhouse, directory: dataDirectory } = stores;
  return readiness({ sql, clickhouse, migrations: known }, { dataDirectory, freeBytesMin, accepting });
}

test("with both stores up, migrated and enough disk the server is ready", async () => {
  expect(await ask()).toMatchObject({
    ready: true,
    postgres: "up",
    migrations: "applied",
    disk: "enough",
    clickhouse: "up",
  });
});

test("a full disk, a pending migration and a stop each make it not ready, by name", async () => {
  expect(await ask({ freeBytesMin: Number.MAX_SAFE_INTEGER })).toMatchObject({ ready: false, disk: "low" });
  const newer = { name: "9999-newer", number: migrations.length + 1, digest: "", sql: "" };
  expect(await ask({ known: [...migrations, newer] })).toMatchObject({ ready: false, migrations: "pending" });
  expect(await ask({ accepting: false })).toMatchObject({ ready: false, accepting: false });
});

test("without Postgres it is not ready, and says so in time", async () => {
  const sql = openPostgres({ url: "postgres://nobody@127.0.0.1:1/none" }, { maxConnections: 1 });
  const started = performance.now();
  expect(await ask({ sql })).toMatchObject({ ready: false, postgres: "down", migrations: "unknown", clickhouse: "up" });
  expect(performance.now() - started).toBeLessThan(3_000);
  await sql.end({ timeout: 0 });
});

test("without ClickHouse /readyz stays 200 and says down, and build info leaves its version open", async () => {
  const { sql, clickhouse, directory: dataDirectory } = stores;
  const app = operationRoutes({
    sql,
    clickhouse,
    postgresEngine: "embedded",
    dataDirectory,
    freeBytesMin: 0,
    isAccepting: () => true,
  });
  const before = (await (await app.request("/v1/buildinfo")).json()) as { clickhouse: object };
  expect(before).toMatchObject({
    clickhouse: { engine: "embedded", version: expect.stringMatching(/^26\./) as string },
    schema_versions: [1],
  });
  await clickhouse.close();
  const response = await app.request("/readyz");
  expect([response.status, await response.json()]).toEqual([
    200,
    expect.objectContaining({ ready: true, clickhouse: "down" }),
  ]);
  expect(await (await app.request("/v1/buildinfo")).json()).toMatchObject({
    clickhouse: { version: null },
    postgres: { version: expect.any(String) as string },
  });
});
