import { type IncomingMessage } from "node:http";
import type { Context } from "hono";
import { Readable } from "node:stream";
import type { AppEnv } from "#http/app.ts";
import { type Key, type KeyDeps, requireKey } from "#http/authenticate.ts";
import { ProblemError } from "#http/problem.ts";
import { problemOf } from "#http/problem-of.ts";
import type { Limits } from "#schema/limits.ts";
import { partyIdPattern } from "#schema/workload.ts";
import { PushId } from "#schema/push.ts";
import type { RegistryState } from "#derivation/registry-state.ts";
import { type AcceptDeps, acceptPush, refuseInvalid } from "./accept-push.ts";
import type { Admission } from "./admission.ts";
import { guardShrink } from "./guard-shrink.ts";
import { discardRest, incomingBytes } from "./incoming-body.ts";
import { bodyForm } from "./push-body.ts";
import { type PreviewFigures, previewPush } from "./preview-push.ts";
import { readPush, type ReadPushDeps } from "./read-push.ts";
import { storedAnswer } from "./stored-answer.ts";

export interface PushHandlerDeps extends KeyDeps, AcceptDeps, ReadPushDeps {
  limits: Limits;
  admission: Admission;
  registry: () => Promise<RegistryState>;
  previewFigures: PreviewFigures;
}

/** `PUT /v1/agencies/{agency}/pushes/{push_id}`: docs/push-protocol.md. */
export function pushHandler(deps: PushHandlerDeps) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const incoming = (c.env as Partial<AppEnv["Bindings"]> | undefined)?.incoming;
    try {
      return await handle(c, incoming ?? bodyOf(c), deps);
    } catch (error) {
      if (!incoming || incoming.complete) throw error;
      if (incoming.destroyed)
        throw new ProblemError("malformed-request", { detail: "The connection ended before the body did." });
      // A sender that still talks would see a reset instead of why it was refused.
      const problem = problemOf(error);
      if (problem.status >= 500) c.get("log")?.warn({ err: problem.cause ?? problem }, problem.code);
      await discardRest(incoming);
      const response = problem.toResponse(c.req.path);
      response.headers.set("connection", "close");
      return response;
    }
  };
}

/** A request that was made within the process has no socket. */
const bodyOf = (c: Context<AppEnv>): IncomingMessage =>
  (c.req.raw.body
    ? Readable.fromWeb(c.req.raw.body as Parameters<typeof Readable.fromWeb>[0])
    : Readable.from([])) as IncomingMessage;

async function handle(c: Context<AppEnv>, incoming: IncomingMessage, deps: PushHandlerDeps): Promise<Response> {
  const key = await requireKey(c, deps, ["agency", "admin"]);
  const agency = await agencyOf(c, key, deps);
  const push_id = pushIdOf(c);
  const { dry_run, confirm_shrink } = flagsOf(c);
  const form = bodyForm((name) => c.req.header(name));
  const announced = Number(c.req.header("content-length") ?? 0);
  if (announced > deps.limits.body_bytes) {
    throw new ProblemError("too-large", {
      detail: `Content-Length is ${announced}; a push has at most ${deps.limits.body_bytes} bytes on the wire.`,
    });
  }
  const leave = deps.admission.enter(agency, push_id);
  try {
    const push = await readPush(incomingBytes(incoming, deps), form, deps);
    try {
      const request = { agency, push_id, actor: key.public_id, confirm_shrink, push };
      if (!dry_run) {
        const { answer, is_new } = await acceptPush(request, deps);
        return jsonResponse(answer, is_new ? 201 : 200);
      }
      await storedAnswer(deps.sql, agency, push_id, push.content_digest);
      refuseInvalid(push, deps.now());
      const shrunk = confirm_shrink ? undefined : await guardShrink(deps.sql, request, deps.shrinkGuardShare);
      if (shrunk) throw shrunk;
      return jsonResponse(JSON.stringify(await previewPush(request, deps)), 200);
    } finally {
      await push.close();
    }
  } finally {
    leave();
  }
}

const jsonResponse = (body: string, status: number): Response =>
  new Response(body, { status, headers: { "content-type": "application/json", "cache-control": "no-store" } });

/** A foreign agency and one that does not exist get the same answer after the same work. */
async function agencyOf(c: Context<AppEnv>, key: Key, deps: PushHandlerDeps): Promise<string> {
  const agency = c.req.param("agency") ?? "";
  const { agencies } = await deps.registry();
  const isKnown = partyIdPattern.test(agency) && agencies.has(agency);
  if (!isKnown || (key.kind === "agency" && key.agency !== agency)) throw new ProblemError("not-found");
  return agency;
}

function pushIdOf(c: Context<AppEnv>): string {
  const parsed = PushId.safeParse(c.req.param("push_id"));
  if (parsed.success) return parsed.data;
  throw new ProblemError("invalid-parameter", {
    detail: "The push id is not a UUID.",
    errors: [{ parameter: "push_id", message: "expected a UUID, made by the sender before its first attempt" }],
  });
}

function flagsOf(c: Context<AppEnv>): { dry_run: boolean; confirm_shrink: boolean } {
  const flags = { dry_run: false, confirm_shrink: false };
  for (const [name, value] of Object.entries(c.req.query())) {
    if (name !== "dry_run" && name !== "confirm_shrink") throw wrongFlag(name, "expected dry_run or confirm_shrink");
    if (value !== "true" && value !== "false")
      throw wrongFlag(name, `expected true or false, found ${JSON.stringify(value.slice(0, 40))}`);
    flags[name] = value === "true";
  }
  return flags;
}

const wrongFlag = (parameter: string, message: string): ProblemError =>
  new ProblemError("invalid-parameter", { detail: `${parameter}: ${message}.`, errors: [{ parameter, message }] });
