import { writeAudit } from "#db/audit.ts";
import type { Sql } from "#db/postgres.ts";
import type { KeyEntry } from "./key-schema.ts";

/** Ends a key now and for ever; nothing when there is no such key. Again is the same: the first time stays. */
export async function revokeKey(
  { sql, now }: { sql: Sql; now: () => number },
  { publicId, revokedBy }: { publicId: string; revokedBy: string },
): Promise<KeyEntry | undefined> {
  const at = new Date(now()).toISOString();
  await sql.begin(async (transaction) => {
    const revoked = await transaction`
      UPDATE api_key SET revoked_at = ${at}, revoked_by = ${revokedBy}
      WHERE public_id = ${publicId} AND revoked_at IS NULL
      RETURNING public_id`;
    if (revoked.length === 0) return;
    await writeAudit(transaction, { at, actor: revokedBy, action: "key-revoked", subject: publicId });
  });
  const [key] = await sql<KeyEntry[]>`
    SELECT public_id, kind, agency, member, created_at, created_by, expires_at, revoked_at, revoked_by
    FROM api_key WHERE public_id = ${publicId}`;
  return key;
}
