import type { Sql } from "#db/postgres.ts";
import type { Workload } from "#schema/workload.ts";

/** What some versions say, by `content_id`. */
export async function versionBodies(sql: Sql, contentIds: readonly number[]): Promise<Map<number, Workload>> {
  if (contentIds.length === 0) return new Map();
  const rows = await sql<{ content_id: number; body: string }[]>`
    SELECT content_id, body FROM content WHERE content_id = ANY(${[...contentIds]}::bigint[])`;
  // Bodies were parsed with the schema before they were stored.
  return new Map(rows.map(({ content_id, body }) => [content_id, JSON.parse(body) as Workload]));
}
