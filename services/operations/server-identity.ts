import { drizzleOver } from "#db/drizzle-over.ts";
import type { Sql } from "#db/postgres.ts";
import { serverIdentity as stored } from "#db/tables.ts";

/** What receipts call `origin` and `epoch`. */
export type ServerIdentity = { server_id: string; epoch: number };

/** The identity that the database keeps; `newId` becomes it at the first start. */
export async function serverIdentity(sql: Sql, newId: string): Promise<ServerIdentity> {
  const drizzle = drizzleOver(sql);
  await drizzle.insert(stored).values({ server_id: newId }).onConflictDoNothing();
  const [identity] = await drizzle.select({ server_id: stored.server_id, epoch: stored.epoch }).from(stored);
  if (!identity) throw new Error("the server_identity of this database was deleted while the server started");
  return identity;
}
