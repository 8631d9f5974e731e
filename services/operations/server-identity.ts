import type { Sql } from "#db/postgres.ts";

/** What receipts call `origin` and `epoch`. */
export type ServerIdentity = { server_id: string; epoch: number };

/** The identity that the database keeps; `newId` becomes it at the first start. */
export async function serverIdentity(sql: Sql, newId: string): Promise<ServerIdentity> {
  await sql`INSERT INTO server_identity (server_id) VALUES (${newId}) ON CONFLICT DO NOTHING`;
  const [identity] = await sql<[ServerIdentity]>`SELECT server_id, epoch FROM server_identity`;
  return identity;
}
