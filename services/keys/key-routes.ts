import { createRoute, z } from "@hono/zod-openapi";
import { and, eq } from "drizzle-orm";
import { drizzleOver } from "#db/drizzle-over.ts";
import type { Sql } from "#db/postgres.ts";
import { registryChange } from "#db/tables.ts";
import { jsonAnswer, keysOf, problemAnswers } from "#http/answers.ts";
import { createApp } from "#http/app.ts";
import { type KeyDeps, keyRequired } from "#http/authenticate.ts";
import { jsonBody } from "#http/json-body.ts";
import { ProblemError } from "#http/problem.ts";
import { createKey, type KeyStore } from "./create-key.ts";
import { KeyCreated, KeyEntry, KeyRequest, PublicId } from "./key-schema.ts";
import { listKeys } from "./list-keys.ts";
import { revokeKey } from "./revoke-key.ts";

const dayMs = 86_400_000;
const maxBodyBytes = 10_000;

/** `POST` and `GET /v1/admin/keys`, `DELETE /v1/admin/keys/{public_id}`. */
export function keyRoutes(deps: KeyStore & KeyDeps) {
  const app = createApp();
  const admin = keyRequired(deps, ["admin"]);
  // The framework knows what a tuple of middleware sets, but not a read-only one.
  const withBody: [typeof admin, ReturnType<typeof jsonBody>] = [admin, jsonBody({ maxBytes: maxBodyBytes })];
  const refusals = problemAnswers("no-key", "invalid-key", "wrong-key-kind", "internal", "store-unavailable");

  const create = createRoute({
    operationId: "createKey",
    tags: ["Administration"],
    summary: "Make a key",
    description:
      "The token is shown this once. Every key ends, after 90 days unless told otherwise, after 365 at most. `agency` goes with the kinds agency and officer, `member` with reader and grafana.",
    security: keysOf("admin"),
    method: "post",
    path: "/v1/admin/keys",
    middleware: withBody,
    request: { body: { required: true, content: { "application/json": { schema: KeyRequest } } } },
    responses: {
      201: jsonAnswer("The key, with its token: it is shown this once", KeyCreated),
      ...problemAnswers("malformed-json", "too-large", "unsupported-media-type", "invalid-body"),
      ...refusals,
    },
  });
  app.openapi(create, async (c) => {
    const { kind, agency = null, member = null, valid_days } = c.req.valid("json");
    const createdBy = c.get("key").public_id;
    const key = await createKey(deps, { kind, agency, member, validMs: valid_days * dayMs, createdBy });
    const warnings = await unknownParties(deps.sql, { agency, member });
    return c.json({ ...key, warnings }, 201, { "cache-control": "no-store" });
  });

  const list = createRoute({
    operationId: "listKeys",
    tags: ["Administration"],
    summary: "List keys, without their secrets",
    description: "Expired and revoked ones too.",
    security: keysOf("admin"),
    method: "get",
    path: "/v1/admin/keys",
    middleware: admin,
    request: {
      query: z.strictObject({
        limit: z.coerce.number().int().min(1).max(1000).default(100).describe("Items of a page"),
        next: z.string().optional().describe("`next` of the page before"),
      }),
    },
    responses: {
      200: jsonAnswer(
        "A page of keys",
        z.strictObject({ items: z.array(KeyEntry), next: z.string().nullable() }).meta({ id: "KeyPage" }),
      ),
      ...problemAnswers("invalid-parameter", "invalid-cursor"),
      ...refusals,
    },
  });
  app.openapi(list, async (c) => {
    const { limit, next } = c.req.valid("query");
    return c.json(await listKeys(deps, { limit, cursor: next }), 200);
  });

  const revoke = createRoute({
    operationId: "revokeKey",
    tags: ["Administration"],
    summary: "Revoke a key",
    description: "It ends with its next request. Revoking a revoked key changes nothing.",
    security: keysOf("admin"),
    method: "delete",
    path: "/v1/admin/keys/{public_id}",
    middleware: admin,
    request: { params: z.strictObject({ public_id: z.string().describe("The third part of the key") }) },
    responses: {
      200: jsonAnswer("The key, which no longer works", KeyEntry),
      ...problemAnswers("not-found"),
      ...refusals,
    },
  });
  app.openapi(revoke, async (c) => {
    const publicId = PublicId.safeParse(c.req.valid("param").public_id);
    const revokedBy = c.get("key").public_id;
    const key = publicId.success ? await revokeKey(deps, { publicId: publicId.data, revokedBy }) : undefined;
    if (!key) throw new ProblemError("not-found");
    return c.json(key, 200);
  });

  return app;
}

/** A key may come before its agency; a misspelt id would look the same, so it is said. */
async function unknownParties(sql: Sql, parties: { agency: string | null; member: string | null }): Promise<string[]> {
  const warnings: string[] = [];
  for (const kind of ["agency", "member"] as const) {
    const id = parties[kind];
    if (id === null) continue;
    const known = await drizzleOver(sql)
      .select({ id: registryChange.id })
      .from(registryChange)
      .where(and(eq(registryChange.kind, kind), eq(registryChange.id, id)))
      .limit(1);
    if (known.length === 0) warnings.push(`The registry has no ${kind} ${id} yet; until it has, the key sees nothing.`);
  }
  return warnings;
}
