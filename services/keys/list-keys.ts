import type { Sql } from "#db/postgres.ts";
import { cursorOf, positionOf } from "#http/cursor.ts";
import type { KeyEntry } from "./key-schema.ts";

const scope = "keys";

/** A page of all keys, ended ones too, in the order of their public ids. */
export async function listKeys(
  { sql }: { sql: Sql },
  { limit, cursor }: { limit: number; cursor: string | undefined },
): Promise<{ items: KeyEntry[]; next: string | null }> {
  const [after = ""] = cursor === undefined ? [] : positionOf(scope, cursor);
  // One more than asked for tells whether there is a next page.
  const rows = await sql<KeyEntry[]>`
    SELECT public_id, kind, agency, member, created_at, created_by, expires_at, revoked_at, revoked_by
    FROM api_key WHERE public_id COLLATE "C" > ${after} ORDER BY public_id COLLATE "C" LIMIT ${limit + 1}`;
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? cursorOf(scope, [last.public_id]) : null };
}
