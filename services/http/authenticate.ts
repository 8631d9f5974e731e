import type { HttpBindings } from "@hono/node-server";
import { createMiddleware } from "hono/factory";
import { z } from "zod";
import { ProblemError } from "./problem.ts";

/** What a key may do stands in docs/keys.md. */
export const KeyKind = z.enum(["agency", "officer", "reader", "grafana", "admin"]).meta({ id: "KeyKind" });
export type KeyKind = z.infer<typeof KeyKind>;

export type Key = {
  public_id: string;
  kind: KeyKind;
  /** The one agency of an agency's or officer's key. */
  agency: string | null;
  /** The member that a reader's or grafana key is confined to. */
  member: string | null;
};

/** The key of an Authorization header; throws `invalid-key`. `openAuthentication` of #keys makes one. */
export type Authenticate = (authorization: string, address: string | undefined) => Promise<Key>;

export type KeyDeps = { authenticate: Authenticate };

/** The key of an Authorization header, nothing when there is no header; throws `invalid-key` for a bad one. */
export async function keyOfHeader(
  authorization: string | undefined,
  { authenticate }: KeyDeps,
  address?: string,
): Promise<Key | undefined> {
  return authorization === undefined ? undefined : await authenticate(authorization, address);
}

/** The part of a request's context that keys need, so that contexts of every environment fit. */
type KeyContext = {
  req: { header(name: "authorization"): string | undefined };
  env: unknown;
  set(name: "key", key: Key): void;
};

/** For what is open to some without a key. Throws `invalid-key` when there is a bad one. */
export async function findKey(c: KeyContext, deps: KeyDeps): Promise<Key | undefined> {
  // In-process requests come without bindings.
  const address = (c.env as Partial<HttpBindings> | undefined)?.incoming?.socket.remoteAddress;
  const key = await keyOfHeader(c.req.header("authorization"), deps, address);
  if (key) c.set("key", key);
  return key;
}

/** Throws `no-key`, `invalid-key` or `wrong-key-kind`. */
export async function requireKey(c: KeyContext, deps: KeyDeps, kinds: readonly KeyKind[]): Promise<Key> {
  const key = await findKey(c, deps);
  if (!key) throw new ProblemError("no-key");
  if (!kinds.includes(key.kind)) {
    throw new ProblemError("wrong-key-kind", {
      detail: `This takes a key of kind ${kinds.join(" or ")}; the key ${key.public_id} is of kind ${key.kind}.`,
    });
  }
  return key;
}

/** As the `middleware` of a route it runs before parameters and body are looked at; the handler has `c.get("key")`. */
export function keyRequired(deps: KeyDeps, kinds: readonly KeyKind[]) {
  return createMiddleware<{ Variables: { key: Key } }>(async (c, next) => {
    await requireKey(c, deps, kinds);
    await next();
  });
}
