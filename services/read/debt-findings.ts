import type { Sql } from "#db/postgres.ts";
import type { HeldAt, HoldingPush } from "#ledger/holding-pushes.ts";
import { versionBodies } from "#ledger/version-bodies.ts";
import type { DebtItem } from "./debt-items.ts";
import { type OverdueFinding, overdueFindings } from "./overdue-findings.ts";
import { statedBy } from "./stated-by.ts";

export type StatedDebt = DebtItem & {
  held: HoldingPush;
  /** What correction debt is owed for; null for other kinds. */
  finding: OverdueFinding | null;
};

/** Items of debt with what the ledger says of them: who stated it, and the findings by name. */
export async function debtFindings(sql: Sql, items: readonly DebtItem[], at: HeldAt): Promise<StatedDebt[]> {
  const stated = await statedBy(sql, items, at);
  const corrections = stated.filter(({ kind }) => kind === "correction");
  const bodies = await versionBodies(sql, [...new Set(corrections.map(({ held }) => held.content_id))]);
  return stated.map((item) => {
    if (item.kind !== "correction") return { ...item, finding: null };
    const findings = overdueFindings(bodies.get(item.held.content_id) ?? {}, at.date);
    const finding = findings.filter(({ due_on }) => due_on === item.since)[item.place];
    if (!finding) throw new Error(`version ${item.held.content_id} has no finding ${item.place} due on ${item.since}`);
    return { ...item, finding };
  });
}
