import { lookOn, textTable } from "#collectors/text-table.ts";
import type { KeyEntry } from "#keys/key-schema.ts";
import type { CliContext, GlobalFlags } from "./cli-context.ts";
import { withApi } from "./with-api.ts";

type NewKeyFlags = { kind: string; agency?: string; member?: string; expires: number };

/** The key alone goes to standard output, so that `key create … > file` keeps it and nothing else. */
export function createKeyCommand(
  context: CliContext,
  flags: GlobalFlags,
  { kind, agency, member, expires }: NewKeyFlags,
): Promise<number> {
  const { io } = context;
  return withApi(context, flags, async (api) => {
    const body = { kind, agency, member, valid_days: expires };
    const key = (await api.call("POST", "/v1/admin/keys", body)) as KeyEntry & { token: string; warnings: string[] };
    if (flags.output === "json") {
      io.out(`${JSON.stringify(key)}\n`);
      return;
    }
    io.out(`${key.token}\n`);
    for (const warning of key.warnings) io.err(`${warning}\n`);
    if (!flags.quiet) io.err(`Key ${key.public_id}, good until ${key.expires_at}. It is shown this once.\n`);
  });
}

export function listKeysCommand(context: CliContext, flags: GlobalFlags): Promise<number> {
  const { io } = context;
  return withApi(context, flags, async (api) => {
    const keys: KeyEntry[] = [];
    let next: string | null = null;
    do {
      const query: string = next === null ? "" : `&next=${encodeURIComponent(next)}`;
      const page = (await api.call("GET", `/v1/admin/keys?limit=1000${query}`)) as {
        items: KeyEntry[];
        next: string | null;
      };
      keys.push(...page.items);
      next = page.next;
    } while (next !== null);
    if (flags.output === "json") io.out(`${JSON.stringify({ items: keys, next })}\n`);
    else
      io.out(
        textTable(
          [["key", "kind", "for", "state", "expires", "made by"], ...keys.map((key) => rowOf(key, io.now()))],
          lookOn(io),
        ),
      );
  });
}

export function revokeKeyCommand(context: CliContext, flags: GlobalFlags, publicId: string): Promise<number> {
  const { io } = context;
  return withApi(context, flags, async (api) => {
    const key = (await api.call("DELETE", `/v1/admin/keys/${encodeURIComponent(publicId)}`)) as KeyEntry;
    io.out(
      flags.output === "json" ? `${JSON.stringify(key)}\n` : `Key ${publicId} was revoked at ${key.revoked_at}.\n`,
    );
  });
}

function rowOf(key: KeyEntry, now: number): (string | null)[] {
  const state = key.revoked_at !== null ? "revoked" : Date.parse(key.expires_at) <= now ? "expired" : "good";
  return [key.public_id, key.kind, key.agency ?? key.member, state, key.expires_at, key.created_by];
}
