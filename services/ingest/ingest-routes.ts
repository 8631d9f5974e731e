import { type KeyObject, createPublicKey } from "node:crypto";
import { createRoute, z } from "@hono/zod-openapi";
import { jsonAnswer, keysOf, problemAnswers } from "#http/answers.ts";
import { type App, createApp } from "#http/app.ts";
import { type Key, keyRequired } from "#http/authenticate.ts";
import { ProblemError } from "#http/problem.ts";
import { Limits } from "#schema/limits.ts";
import { PushId, schemaVersion } from "#schema/push.ts";
import { receiptSignerName, verifierKey } from "#schema/receipt.ts";
import { PartyId, Workload } from "#schema/workload.ts";
import { describePush } from "./describe-push.ts";
import { findPush, listPushes, listReceipts } from "./list-pushes.ts";
import { pushHandler, type PushHandlerDeps } from "./push-handler.ts";
import { PushPage, PushState, ReceiptPage } from "./push-schema.ts";

const ReceiptKeys = z
  .object({ keys: z.array(z.object({ name: z.string(), verifier_key: z.string() })) })
  .meta({ id: "ReceiptKeys" });

const ServerLimits = z.object({ limits: Limits, schema_versions: z.array(z.int()) }).meta({ id: "ServerLimits" });

const page = {
  limit: z.coerce.number().int().min(1).max(1000).default(100).describe("Items of a page"),
  next: z.string().optional().describe("`next` of the page before, with the same filters"),
};

/** `agency` of a path is looked at by the handler: a name that no agency can have is answered like one that none has. */
const agencyPath = z.strictObject({ agency: z.string().describe("Id of the agency, as registered") });

/** The push protocol: docs/push-protocol.md. */
export function ingestRoutes(deps: PushHandlerDeps & { receiptKey: KeyObject }): App {
  const app = createApp();
  const { sql } = deps;
  const readers = keyRequired(deps, ["agency", "officer", "admin"]);
  const refusals = problemAnswers(
    "no-key",
    "invalid-key",
    "wrong-key-kind",
    "not-found",
    "internal",
    "store-unavailable",
  );

  app.put("/v1/agencies/:agency/pushes/:push_id", pushHandler(deps));
  describePush(app);

  const get = createRoute({
    operationId: "getPush",
    tags: ["Pushes"],
    summary: "Read one push, its state and its receipt",
    description: "Its `state` is `accepted` from the moment of the receipt, and `projected` once the figures have it.",
    security: keysOf("agency", "officer", "admin"),
    method: "get",
    path: "/v1/agencies/{agency}/pushes/{push_id}",
    middleware: readers,
    request: { params: agencyPath.extend({ push_id: PushId.describe("The UUID that its sender made") }) },
    responses: {
      200: jsonAnswer("The push, its state and receipt", PushState),
      ...problemAnswers("invalid-parameter"),
      ...refusals,
    },
  });
  app.openapi(get, async (c) => {
    const { agency, push_id } = c.req.valid("param");
    await mustSee(c.get("key"), agency);
    return c.json(await findPush(sql, agency, push_id), 200);
  });

  const list = createRoute({
    operationId: "listPushes",
    tags: ["Pushes"],
    summary: "List an agency's pushes, the newest first",
    description: "With counts and warnings of each; receipts are in the list of receipts.",
    security: keysOf("agency", "officer", "admin"),
    method: "get",
    path: "/v1/agencies/{agency}/pushes",
    middleware: readers,
    request: { params: agencyPath, query: z.strictObject(page) },
    responses: {
      200: jsonAnswer("Pushes, the newest first", PushPage),
      ...problemAnswers("invalid-parameter", "invalid-cursor"),
      ...refusals,
    },
  });
  app.openapi(list, async (c) => {
    const { agency } = c.req.valid("param");
    await mustSee(c.get("key"), agency);
    const { limit, next } = c.req.valid("query");
    return c.json(await listPushes(sql, agency, { limit, cursor: next }), 200);
  });

  const receipts = createRoute({
    operationId: "listReceipts",
    tags: ["Pushes"],
    summary: "List an agency's receipts in the order of their chain",
    description:
      "Each receipt names the digest of the one before it, so a chain without a gap proves that nothing was left out.",
    security: keysOf("agency", "officer", "admin"),
    method: "get",
    path: "/v1/agencies/{agency}/receipts",
    middleware: readers,
    request: {
      params: agencyPath,
      query: z.strictObject({
        ...page,
        after: z.coerce
          .number()
          .int()
          .min(0)
          .default(0)
          .describe("Only receipts after this number, such as the last one that is kept"),
      }),
    },
    responses: {
      200: jsonAnswer("Receipts, in the order of the chain", ReceiptPage),
      ...problemAnswers("invalid-parameter", "invalid-cursor"),
      ...refusals,
    },
  });
  app.openapi(receipts, async (c) => {
    const { agency } = c.req.valid("param");
    await mustSee(c.get("key"), agency);
    const { limit, next, after } = c.req.valid("query");
    return c.json(await listReceipts(sql, agency, { limit, cursor: next, after }), 200);
  });

  const limits = createRoute({
    operationId: "getLimits",
    tags: ["Reference"],
    summary: "Read sizes, rates and schema versions that this server takes",
    description: "Every limit is a setting of the server.",
    security: [],
    method: "get",
    path: "/v1/limits",
    responses: { 200: jsonAnswer("Sizes, rates and schema versions of this server", ServerLimits) },
  });
  app.openapi(limits, (c) => c.json({ limits: deps.limits, schema_versions: [schemaVersion] }, 200));

  const workload = z.toJSONSchema(Workload);
  const schema = createRoute({
    operationId: "getWorkloadSchema",
    method: "get",
    path: "/v1/schemas/workload.json",
    tags: ["Reference"],
    summary: "Read the JSON Schema of a workload",
    description: "Draft 2020-12, made from the source that validates pushes. Rules between fields are not in it.",
    security: [],
    responses: {
      200: {
        description: "The schema of one record of a push",
        content: { "application/schema+json": { schema: z.looseObject({ $schema: z.string() }) } },
      },
    },
  });
  // The framework has a type for JSON and none for JSON Schema.
  app.openapi(schema, (c) => c.json(workload as never, 200, { "content-type": "application/schema+json" }));

  const keys = { keys: [{ name: receiptSignerName, verifier_key: verifierKey(createPublicKey(deps.receiptKey)) }] };
  const receiptKeys = createRoute({
    operationId: "getReceiptKeys",
    tags: ["Reference"],
    summary: "Read the public keys that receipts are signed with",
    description: "In the form of C2SP signed notes: `name+hash+base64`.",
    security: [],
    method: "get",
    path: "/v1/keys",
    responses: { 200: jsonAnswer("Public keys that receipts are signed with", ReceiptKeys) },
  });
  app.openapi(receiptKeys, (c) => c.json(keys, 200));

  return app;

  /** Throws `not-found` for a foreign agency, as for one that does not exist. */
  async function mustSee(key: Key, agency: string): Promise<void> {
    const { agencies } = await deps.registry();
    const isKnown = PartyId.safeParse(agency).success && agencies.has(agency);
    if (!isKnown || (key.kind !== "admin" && key.agency !== agency)) throw new ProblemError("not-found");
  }
}
