import type { Sql } from "#db/postgres.ts";
import { writeAudit } from "#db/audit.ts";
import type { PartyKind, PartyRow, RegistryState } from "#derivation/registry-state.ts";
import { ProblemError } from "#http/problem.ts";
import { instantText, type LedgerClock, lockLedger } from "#ledger/ledger-head.ts";
import { loadRegistry } from "#ledger/load-registry.ts";
import { canonicalText } from "#schema/canonical.ts";
import type { RegistryFile } from "#schema/parties.ts";
import { appendRegistryChange } from "./append-registry-change.ts";
import { checkRegistry } from "./check-registry.ts";
import { partiesOfFile } from "./registry-file.ts";

/** What a file would do, or did, to one party. */
export interface PartyChange {
  kind: PartyKind;
  id: string;
  change: "added" | "changed" | "unchanged";
  before: unknown;
  after: unknown;
}

export interface RegistryChange {
  dry_run: boolean;
  /** Place in the ledger; null when nothing was recorded. */
  sequence: number | null;
  known_at: string | null;
  changes: PartyChange[];
}

/**
 * Records what a registry file changes as one entry of the ledger; a file that changes nothing records nothing.
 * Throws `invalid-registry` with a pointer for each thing that is wrong.
 */
export async function changeRegistry(
  deps: { sql: Sql; clock: LedgerClock; onCommitted: () => void },
  file: RegistryFile,
  { dry_run, actor }: { dry_run: boolean; actor: string },
): Promise<RegistryChange> {
  const result = await deps.sql.begin(async (transaction): Promise<RegistryChange> => {
    const head = await lockLedger(transaction);
    const state = await loadRegistry(transaction);
    const errors = checkRegistry(file, state);
    if (errors.length > 0) {
      const [first] = errors;
      throw new ProblemError("invalid-registry", { detail: `${first?.pointer}: ${first?.message}.`, errors });
    }
    const changes = partiesOfFile(file).map((party) => changeOf(party, state));
    const changed = changes.filter(({ change }) => change !== "unchanged");
    if (dry_run || changed.length === 0) return { dry_run, sequence: null, known_at: null, changes };

    const entry = deps.clock(head);
    const at = instantText(entry.received_at_ms);
    await appendRegistryChange(
      transaction,
      entry,
      changed.map(({ kind, id, after }) => ({ kind, id, body: after })),
    );
    const count = (kind: PartyChange["change"]): number => changes.filter(({ change }) => change === kind).length;
    await writeAudit(transaction, {
      at,
      actor,
      action: "registry-changed",
      subject: `ledger/${entry.sequence}`,
      detail: { added: count("added"), changed: count("changed") },
    });
    return { dry_run, sequence: entry.sequence, known_at: at, changes };
  });
  if (result.sequence !== null) deps.onCommitted();
  return result;
}

function changeOf({ kind, id, body }: PartyRow, state: RegistryState): PartyChange {
  const maps = { member: state.members, agency: state.agencies, provider: state.providers, scenario: state.scenarios };
  const before = maps[kind].get(id) ?? null;
  const isSame = before !== null && canonicalText(before) === canonicalText(body);
  return { kind, id, change: before === null ? "added" : isSame ? "unchanged" : "changed", before, after: body };
}
