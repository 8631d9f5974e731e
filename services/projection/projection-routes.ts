import { createRoute, z } from "@hono/zod-openapi";
import { writeAudit } from "#db/audit.ts";
import type { Sql } from "#db/postgres.ts";
import { jsonAnswer, keysOf, problemAnswers } from "#http/answers.ts";
import { type App, createApp } from "#http/app.ts";
import { type KeyDeps, keyRequired } from "#http/authenticate.ts";
import { ProblemError } from "#http/problem.ts";
import type { Projector } from "./start-projector.ts";

const Rebuilt = z.object({ entries: z.int(), rows: z.int(), duration_ms: z.int() }).meta({ id: "Rebuilt" });

/** `POST /v1/admin/rebuild`: drops what ClickHouse has and projects the whole ledger again. */
export function projectionRoutes(
  deps: KeyDeps & { sql: Sql; now: () => number; projector: () => Projector | undefined },
): App {
  const app = createApp();
  const rebuild = createRoute({
    operationId: "rebuild",
    tags: ["Administration"],
    summary: "Drop what ClickHouse holds and derive it from the ledger again",
    description: "Figures are 503 until it has ended; pushes are taken meanwhile. The answer comes when all is done.",
    security: keysOf("admin"),
    method: "post",
    path: "/v1/admin/rebuild",
    middleware: keyRequired(deps, ["admin"]),
    responses: {
      200: jsonAnswer("What was projected", Rebuilt),
      ...problemAnswers("no-key", "invalid-key", "wrong-key-kind", "internal", "store-unavailable"),
    },
  });
  app.openapi(rebuild, async (c) => {
    const projector = deps.projector();
    if (!projector)
      throw new ProblemError("store-unavailable", {
        detail: "No projector runs in this process, or ClickHouse is not ready.",
      });
    const { public_id: actor } = c.get("key");
    await writeAudit(deps.sql, {
      at: new Date(deps.now()).toISOString(),
      actor,
      action: "rebuild",
      subject: "clickhouse",
    });
    return c.json(await projector.rebuild(), 200);
  });
  return app;
}
