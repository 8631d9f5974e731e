import { getTableColumns } from "drizzle-orm";
import type { Same } from "#db/same.ts";
import { apiKey } from "#db/tables.ts";
import type { KeyEntry } from "./key-schema.ts";

const { mac: _, ...shown } = getTableColumns(apiKey);

/** The columns of a key that may be shown: all but the code of its secret. */
export const keyColumns = shown;

// What answers say of a key is its row, so a new column is either in the schema or does not compile.
true satisfies Same<Omit<typeof apiKey.$inferSelect, "mac">, KeyEntry>;
