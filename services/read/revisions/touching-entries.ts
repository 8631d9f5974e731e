import type { ClickHouse } from "#db/clickhouse.ts";
import type { FactValues } from "#derivation/fact-values.ts";
import { factsOn } from "../fact-source.ts";
import type { EntryAt } from "./registry-history.ts";
import { cutOfScope, type RevisionScope } from "./revision-scope.ts";

/** The next entries of the ledger that wrote rows of some kinds for the date and group of a scope, at most `count`. */
export async function touchingEntries(
  clickhouse: ClickHouse,
  asked: {
    kinds: readonly FactValues["kind"][];
    scope: RevisionScope;
    after: EntryAt;
    until: number;
    count: number;
  },
): Promise<EntryAt[]> {
  const { kinds, scope, after, until, count } = asked;
  const question = { date: scope.date, vintage: { sequence: until }, cut: cutOfScope(scope, ["sequence"]), after };
  const sources = kinds.map((kind) => factsOn(kind, ["known_at"], question));
  const rows = await clickhouse.read<{ sequence: string; known_at: string }>(
    `SELECT DISTINCT sequence, known_at FROM (
    ${sources.map(({ sql }) => sql).join("\n    UNION ALL\n    ")}
)
ORDER BY sequence LIMIT {count:UInt32}`,
    { ...sources[0]?.parameters, count },
  );
  return rows.map(({ sequence, known_at }) => ({ sequence: Number(sequence), known_at }));
}
