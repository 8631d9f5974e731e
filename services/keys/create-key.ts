import { writeAudit } from "#db/audit.ts";
import { drizzleOver } from "#db/drizzle-over.ts";
import type { Sql } from "#db/postgres.ts";
import { apiKey } from "#db/tables.ts";
import type { KeyKind } from "#http/authenticate.ts";
import type { KeyEntry } from "./key-schema.ts";
import { macOf, makeToken } from "./token.ts";

export type KeyStore = { sql: Sql; pepper: Buffer; now: () => number };

export type NewKey = {
  kind: KeyKind;
  agency?: string | null;
  member?: string | null;
  validMs: number;
  /** Public id of a key, `server` or `command-line`. */
  createdBy: string;
};

/** Stores a key and its audit row; the token is in the answer and nowhere else. */
export async function createKey(
  { sql, pepper, now }: KeyStore,
  { kind, agency = null, member = null, validMs, createdBy }: NewKey,
): Promise<KeyEntry & { token: string }> {
  const { token, public_id } = makeToken(kind);
  const created_at = new Date(now()).toISOString();
  const expires_at = new Date(now() + validMs).toISOString();
  const key: KeyEntry = {
    public_id,
    kind,
    agency,
    member,
    created_at,
    created_by: createdBy,
    expires_at,
    revoked_at: null,
    revoked_by: null,
  };
  await sql.begin(async (transaction) => {
    await drizzleOver(transaction)
      .insert(apiKey)
      .values({ ...key, mac: macOf(token, pepper) });
    const detail = { kind, agency, member, expires_at };
    await writeAudit(transaction, {
      at: created_at,
      actor: createdBy,
      action: "key-created",
      subject: public_id,
      detail,
    });
  });
  return { ...key, token };
}
