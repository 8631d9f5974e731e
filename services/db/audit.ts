import { drizzleOver } from "#db/drizzle-over.ts";
import type { Sql, Transaction } from "#db/postgres.ts";
import { audit } from "#db/tables.ts";

export type AuditRow = {
  /** RFC 3339. */
  at: string;
  /** The public id of a key, `anonymous`, or `server` for what the process does by itself. */
  actor: string;
  /** What was done, such as `key-created`. */
  action: string;
  /** What it was done to: an id. */
  subject: string;
  /** Never a secret, never a body. */
  detail?: Record<string, string | number | boolean | null>;
};

/** In the transaction of the act itself where there is one, so that neither is there without the other. */
export async function writeAudit(sql: Sql | Transaction, row: AuditRow): Promise<void> {
  await drizzleOver(sql)
    .insert(audit)
    .values({ ...row, detail: row.detail ?? {} });
}
