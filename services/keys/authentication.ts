import { timingSafeEqual } from "node:crypto";
import { placeholder, sql as text } from "drizzle-orm";
import { drizzleOver } from "#db/drizzle-over.ts";
import { gather } from "#db/gather.ts";
import type { Sql } from "#db/postgres.ts";
import { apiKey } from "#db/tables.ts";
import type { Authenticate, Key } from "#http/authenticate.ts";
import { ProblemError } from "#http/problem.ts";
import { auditRefusals, type RefusalReason } from "./refusals.ts";
import { macOf, publicIdOf } from "./token.ts";

/** Compared with when the id is unknown, so that such a key takes the same steps as one with a wrong secret. */
const noMac = Buffer.alloc(32);

/**
 * Checks keys. Every request asks the store (one look-up by primary key, shared by those that come at the same time), so a revoked
 * key ends with its next request.
 * `close` writes what was still to be said about refused keys.
 */
export function openAuthentication(deps: { sql: Sql; pepper: Buffer; now: () => number }): {
  authenticate: Authenticate;
  /** The key with a public id, for a session that its secret began; undefined when it is expired or revoked. */
  keyWithId: (publicId: string) => Promise<Key | undefined>;
  close(): Promise<void>;
} {
  const { sql, pepper, now } = deps;
  const refusals = auditRefusals(deps);
  // Built once, not for every request.
  const findKeys = drizzleOver(sql)
    .select()
    .from(apiKey)
    .where(text`${apiKey.public_id} = ANY(${placeholder("public_ids")}::text[])`)
    .prepare("keys");
  // Requests that come while one look-up runs share the next: none is answered from before it came.
  const keys = gather(async (public_ids: readonly string[]) => {
    const rows = await findKeys.execute({ public_ids });
    return new Map(rows.map((row) => [row.public_id, row]));
  });

  const authenticate: Authenticate = async (authorization, address) => {
    const refuse = async (reason: RefusalReason, publicId: string): Promise<never> => {
      await refusals.write(reason, publicId, address);
      throw new ProblemError("invalid-key");
    };

    const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? "";
    const publicId = publicIdOf(token);
    if (publicId === undefined) return await refuse("malformed", "-");

    const row = (await keys(publicId)).get(publicId);
    const isSecretRight = timingSafeEqual(macOf(token, pepper), row?.mac ?? noMac);
    if (!row || !isSecretRight) return await refuse(row ? "wrong-secret" : "unknown", publicId);
    if (row.revoked_at !== null) return await refuse("revoked", publicId);
    if (Date.parse(row.expires_at) <= now()) return await refuse("expired", publicId);
    return keyOf(row);
  };

  const keyWithId = async (publicId: string): Promise<Key | undefined> => {
    const row = (await keys(publicId)).get(publicId);
    return row && row.revoked_at === null && Date.parse(row.expires_at) > now() ? keyOf(row) : undefined;
  };

  return { authenticate, keyWithId, close: () => refusals.close() };
}

const keyOf = ({ public_id, kind, agency, member }: Key): Key => ({ public_id, kind, agency, member });
