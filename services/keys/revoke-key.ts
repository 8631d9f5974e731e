import { and, eq, isNull } from "drizzle-orm";
import { writeAudit } from "#db/audit.ts";
import { drizzleOver } from "#db/drizzle-over.ts";
import type { Sql } from "#db/postgres.ts";
import { apiKey } from "#db/tables.ts";
import { keyColumns } from "./key-columns.ts";
import type { KeyEntry } from "./key-schema.ts";

/** Ends a key now and for ever; nothing when there is no such key. Again is the same: the first time stays. */
export async function revokeKey(
  { sql, now }: { sql: Sql; now: () => number },
  { publicId, revokedBy }: { publicId: string; revokedBy: string },
): Promise<KeyEntry | undefined> {
  const at = new Date(now()).toISOString();
  await sql.begin(async (transaction) => {
    const revoked = await drizzleOver(transaction)
      .update(apiKey)
      .set({ revoked_at: at, revoked_by: revokedBy })
      .where(and(eq(apiKey.public_id, publicId), isNull(apiKey.revoked_at)))
      .returning({ public_id: apiKey.public_id });
    if (revoked.length === 0) return;
    await writeAudit(transaction, { at, actor: revokedBy, action: "key-revoked", subject: publicId });
  });
  const [key] = await drizzleOver(sql).select(keyColumns).from(apiKey).where(eq(apiKey.public_id, publicId));
  return key;
}
