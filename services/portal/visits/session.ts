import type { Context } from "hono";
import { deleteCookie, getSignedCookie, setSignedCookie } from "hono/cookie";
import { isLoopback } from "#http/allowed-hosts.ts";
import type { AppEnv } from "#http/app.ts";
import type { Key } from "#http/authenticate.ts";
import type { PortalDeps } from "../portal-deps.ts";

const cookieName = "sparewheel_session";
const sessionSeconds = 3_600;

const attributes = (c: Context) =>
  ({
    path: "/",
    httpOnly: true,
    sameSite: "Strict",
    // On loopback there is no TLS, and nothing leaves the machine.
    secure: !isLoopback(new URL(c.req.url).hostname),
  }) as const;

/** The browser gets the key's public id and an end, signed: never the key. */
export async function beginSession(c: Context, key: Key, { sessionSecret, now }: PortalDeps): Promise<void> {
  const until = now() + sessionSeconds * 1000;
  await setSignedCookie(c, cookieName, `${key.public_id}.${until}`, sessionSecret, {
    ...attributes(c),
    maxAge: sessionSeconds,
  });
}

export function endSession(c: Context): void {
  deleteCookie(c, cookieName, attributes(c));
}

/** The key of whoever is signed in; it is looked up every time, so that a revoked one ends at once. */
export async function sessionKey(
  c: Context<AppEnv>,
  { sessionSecret, now, keyWithId }: PortalDeps,
): Promise<Key | undefined> {
  const value = await getSignedCookie(c, sessionSecret, cookieName);
  if (!value) return undefined;
  const [publicId = "", until] = value.split(".");
  if (!(Number(until) > now())) return undefined;
  const key = await keyWithId(publicId);
  if (key) c.set("key", key);
  return key;
}
