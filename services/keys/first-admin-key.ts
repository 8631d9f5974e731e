import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { and, eq, ne } from "drizzle-orm";
import type { Logger } from "pino";
import { drizzleOver } from "#db/drizzle-over.ts";
import { apiKey } from "#db/tables.ts";
import { createKey, type KeyStore } from "./create-key.ts";

const validMs = 24 * 3_600_000;

export const adminKeyFile = (dataDirectory: string): string => join(dataDirectory, "admin-key");

/**
 * The key that makes the first keys. Made once in the life of a server, for 24 hours; `show` puts it before the person
 * at a terminal, without one it goes to `DATA_DIR/admin-key`. It is never logged.
 */
export async function makeFirstAdminKey(
  deps: KeyStore & { log: Logger },
  { dataDirectory, show }: { dataDirectory: string; show: ((token: string) => void) | undefined },
): Promise<void> {
  // Keys the command line made for itself do not count: nobody else ever saw them.
  const made = await drizzleOver(deps.sql)
    .select({ public_id: apiKey.public_id })
    .from(apiKey)
    .where(and(eq(apiKey.kind, "admin"), ne(apiKey.created_by, "command-line")))
    .limit(1);
  if (made.length > 0) return;
  const { token, expires_at } = await createKey(deps, { kind: "admin", validMs, createdBy: "server" });
  if (show) {
    show(token);
    return;
  }
  const file = adminKeyFile(dataDirectory);
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
  chmodSync(file, 0o600); // the mode above is for a new file only
  deps.log.info({ file, expires_at }, "the first admin key is in a file; make your own with it, then delete it");
}
