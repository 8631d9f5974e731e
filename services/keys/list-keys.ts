import { gt, sql as expression } from "drizzle-orm";
import { drizzleOver } from "#db/drizzle-over.ts";
import type { Sql } from "#db/postgres.ts";
import { apiKey } from "#db/tables.ts";
import { cursorOf, positionOf } from "#http/cursor.ts";
import { keyColumns } from "./key-columns.ts";
import type { KeyEntry } from "./key-schema.ts";

const scope = "keys";
/** By its bytes, whatever the database's own order of texts is. */
const position = expression`${apiKey.public_id} COLLATE "C"`;

/** A page of all keys, ended ones too, in the order of their public ids. */
export async function listKeys(
  { sql }: { sql: Sql },
  { limit, cursor }: { limit: number; cursor: string | undefined },
): Promise<{ items: KeyEntry[]; next: string | null }> {
  const [after = ""] = cursor === undefined ? [] : positionOf(scope, cursor);
  // One more than asked for tells whether there is a next page.
  const rows = await drizzleOver(sql)
    .select(keyColumns)
    .from(apiKey)
    .where(gt(position, after))
    .orderBy(position)
    .limit(limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? cursorOf(scope, [last.public_id]) : null };
}
