import { createRoute } from "@hono/zod-openapi";
import type { Sql } from "#db/postgres.ts";
import { jsonAnswer, keysOf, problemAnswers } from "#http/answers.ts";
import { createApp } from "#http/app.ts";
import { type KeyDeps, type KeyKind, keyRequired } from "#http/authenticate.ts";
import { ProblemError } from "#http/problem.ts";
import { findKeyEntry } from "./find-key-entry.ts";
import { KeyEntry } from "./key-schema.ts";

/** One of Grafana opens the gateway and nothing else. */
const kinds = ["agency", "officer", "reader", "admin"] as const satisfies KeyKind[];

/** `GET /v1/key`: whose the key is that is sent, and until when it is good, so that nobody finds out by being refused. */
export function ownKeyRoute(deps: KeyDeps & { sql: Sql }) {
  const app = createApp();
  const route = createRoute({
    operationId: "getOwnKey",
    tags: ["Administration"],
    summary: "The key that is sent",
    description:
      "Its kind, whose it is and until when it is good; nothing of its secret. A key of Grafana may not ask: it opens the gateway and nothing else.",
    security: keysOf(...kinds),
    method: "get",
    path: "/v1/key",
    middleware: keyRequired(deps, kinds),
    responses: {
      200: jsonAnswer("The key", KeyEntry),
      ...problemAnswers("no-key", "invalid-key", "wrong-key-kind", "internal", "store-unavailable"),
    },
  });
  app.openapi(route, async (c) => {
    const key = await findKeyEntry(deps, c.get("key").public_id);
    if (!key) throw new ProblemError("invalid-key");
    return c.json(key, 200, { "cache-control": "no-store" });
  });
  return app;
}
