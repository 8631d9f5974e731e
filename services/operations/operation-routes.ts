import { createRoute, z } from "@hono/zod-openapi";
import type { ClickHouse } from "#db/clickhouse.ts";
import { migrationFolders, readMigrations } from "#db/migrations.ts";
import type { Sql } from "#db/postgres.ts";
import { jsonAnswer, problemAnswers } from "#http/answers.ts";
import { createApp } from "#http/app.ts";
import { BuildInfo, buildInfo } from "./build-info.ts";
import { Readiness, readiness } from "./readiness.ts";

export type OperationDeps = {
  sql: Sql;
  clickhouse: ClickHouse;
  postgresEngine: "embedded" | "server";
  dataDirectory: string;
  freeBytesMin: number;
  isAccepting: () => boolean;
};

/** `/healthz`, `/readyz` and `/v1/buildinfo`: open to everybody. */
export function operationRoutes(deps: OperationDeps) {
  const app = createApp();
  const migrations = readMigrations(migrationFolders.postgres);

  const health = createRoute({
    operationId: "getHealth",
    tags: ["Operations"],
    summary: "Say that the process lives",
    description: "For a liveness probe. It looks at nothing else; a server that is stopping still answers.",
    security: [],
    method: "get",
    path: "/healthz",
    responses: {
      200: jsonAnswer("The process lives", z.strictObject({ status: z.literal("alive") }).meta({ id: "Health" })),
      ...problemAnswers("internal"),
    },
  });
  app.openapi(health, (c) => c.json({ status: "alive" as const }, 200));

  const ready = createRoute({
    operationId: "getReadiness",
    tags: ["Operations"],
    summary: "Say whether requests are taken, and if not, why",
    description:
      "For a load balancer. 503 says that Postgres is down or not migrated, the disk is low, or the server is stopping. ClickHouse being down only degrades: pushes are taken and figures come late.",
    security: [],
    method: "get",
    path: "/readyz",
    responses: {
      200: jsonAnswer("The server takes requests; ClickHouse may be down", Readiness),
      503: jsonAnswer("It does not, and the body says why", Readiness),
      ...problemAnswers("internal"),
    },
  });
  app.openapi(ready, async (c) => {
    const { dataDirectory, freeBytesMin, isAccepting } = deps;
    const found = await readiness({ ...deps, migrations }, { dataDirectory, freeBytesMin, accepting: isAccepting() });
    return c.json(found, found.ready ? 200 : 503, { "cache-control": "no-store" });
  });

  const build = createRoute({
    operationId: "getBuildInfo",
    tags: ["Operations"],
    summary: "Name versions of the server, its stores and its methodology",
    description: "A store's version is null while the store does not answer.",
    security: [],
    method: "get",
    path: "/v1/buildinfo",
    responses: { 200: jsonAnswer("What runs here", BuildInfo), ...problemAnswers("internal") },
  });
  app.openapi(build, async (c) => c.json(await buildInfo(deps), 200));

  return app;
}
