import { createRoute, z } from "@hono/zod-openapi";
import type { Sql } from "#db/postgres.ts";
import { jsonAnswer, keysOf, problemAnswers } from "#http/answers.ts";
import { type App, createApp } from "#http/app.ts";
import { type KeyDeps, keyRequired } from "#http/authenticate.ts";
import { jsonBody } from "#http/json-body.ts";
import type { LedgerClock } from "#ledger/ledger-head.ts";
import { loadRegistry } from "#ledger/load-registry.ts";
import { RegistryFile } from "#schema/parties.ts";
import { changeRegistry } from "./change-registry.ts";
import { fileOfRegistry } from "./registry-file.ts";

const maxFileBytes = 64 * 1024 * 1024;

const PartyChange = z
  .object({
    kind: z.enum(["member", "agency", "provider", "scenario"]),
    id: z.string(),
    change: z.enum(["added", "changed", "unchanged"]),
    before: z.unknown(),
    after: z.unknown(),
  })
  .meta({ id: "PartyChange" });

const RegistryChange = z
  .object({
    dry_run: z.boolean(),
    sequence: z.int().nullable().describe("Place in the ledger; null when nothing was recorded"),
    known_at: z.string().nullable().describe("From when on it is known"),
    changes: z.array(PartyChange),
  })
  .meta({ id: "RegistryChange" });

/** `GET` and `PUT /v1/admin/registry`: members, agencies, providers and scenarios, for admin keys. */
export function registryRoutes(deps: KeyDeps & { sql: Sql; clock: LedgerClock; onCommitted: () => void }): App {
  const app = createApp();
  const admin = keyRequired(deps, ["admin"]);
  // The framework knows what a tuple of middleware sets, but not a read-only one.
  const withBody: [typeof admin, ReturnType<typeof jsonBody>] = [admin, jsonBody({ maxBytes: maxFileBytes })];
  const refusals = problemAnswers("no-key", "invalid-key", "wrong-key-kind", "internal", "store-unavailable");

  const exportRegistry = createRoute({
    operationId: "exportRegistry",
    tags: ["Administration"],
    summary: "Read the whole registry",
    description: "Members, agencies, providers and scenarios, in the form that PUT takes.",
    security: keysOf("admin"),
    method: "get",
    path: "/v1/admin/registry",
    middleware: admin,
    responses: { 200: jsonAnswer("The whole registry, in the form that PUT takes", RegistryFile), ...refusals },
  });
  app.openapi(exportRegistry, async (c) => c.json(fileOfRegistry(await loadRegistry(deps.sql)), 200));

  const importRegistry = createRoute({
    operationId: "importRegistry",
    tags: ["Administration"],
    summary: "Change the registry",
    description:
      "An object replaces the one with its id; what the body leaves out stays. Nothing is ever deleted: closing is a date. A change is one entry of the ledger, so figures as known before it do not change.",
    security: keysOf("admin"),
    method: "put",
    path: "/v1/admin/registry",
    middleware: withBody,
    request: {
      query: z.strictObject({
        dry_run: z.enum(["true", "false"]).default("false").describe("Show the difference and record nothing"),
      }),
      body: { required: true, content: { "application/json": { schema: RegistryFile } } },
    },
    responses: {
      200: jsonAnswer("What changed, or would change; one entry of the ledger", RegistryChange),
      ...problemAnswers(
        "malformed-json",
        "too-large",
        "unsupported-media-type",
        "invalid-parameter",
        "invalid-body",
        "invalid-registry",
      ),
      ...refusals,
    },
  });
  app.openapi(importRegistry, async (c) => {
    const dry_run = c.req.valid("query").dry_run === "true";
    const { public_id: actor } = c.get("key");
    return c.json(await changeRegistry(deps, c.req.valid("json"), { dry_run, actor }), 200);
  });

  return app;
}
