import { eq } from "drizzle-orm";
import { drizzleOver } from "#db/drizzle-over.ts";
import type { Sql } from "#db/postgres.ts";
import { apiKey } from "#db/tables.ts";
import { keyColumns } from "./key-columns.ts";
import type { KeyEntry } from "./key-schema.ts";

/** What may be shown of the key with a public id; undefined when there is none. */
export async function findKeyEntry({ sql }: { sql: Sql }, publicId: string): Promise<KeyEntry | undefined> {
  const [row] = await drizzleOver(sql).select(keyColumns).from(apiKey).where(eq(apiKey.public_id, publicId)).limit(1);
  return row;
}
