import type { ClickHouse } from "#db/clickhouse.ts";
import { exposedNames } from "#read/every-withdrawal.ts";
import type { CountedFamily } from "#read/series/family-counts.ts";
import type { CalculationContext } from "./context.ts";
import { jurisdictionName } from "./jurisdiction-name.ts";
import { registeredJurisdictions, writeJurisdictions } from "./party-results.ts";
import { coalitionGroup, functionGroups } from "./result-groups.ts";
import { type Subject, writeSingleWithdrawals } from "./single-withdrawals.ts";
import { type Work, wholeWork } from "./work-of.ts";

/** Calculates what the withdrawal of each provider and jurisdiction would do, as far as that is precomputed. */
export async function calculateWithdrawals(context: CalculationContext, work: Work): Promise<void> {
  const { clickhouse, standpoint, days } = context;
  const { vintage, registry } = standpoint;
  const exposed = await exposedNames(clickhouse, vintage.sequence);
  const idsOf = (kind: Subject["kind"], registered: Iterable<string>): string[] =>
    [...new Set([...registered, ...exposed.filter((each) => each.kind === kind).map(({ id }) => id)])].sort();
  const jurisdictions = idsOf("jurisdiction", registeredJurisdictions(registry));
  await writeJurisdictions(context, jurisdictions);
  const subjects: Subject[] = [
    ...idsOf("provider", registry.providers.keys()).map((id): Subject => {
      const name = registry.providers.get(id)?.name ?? id;
      return { kind: "provider", id, name };
    }),
    ...jurisdictions.map((id): Subject => ({ kind: "jurisdiction", id, name: jurisdictionName(id) })),
  ];
  // One who is new among them, or gone, is so in every group: also in those that no push has touched.
  const isOfAll = !work.isWhole && !(await areThoseOfBefore(clickhouse, subjects));
  const { isAnything, members: touched, agencies: families } = isOfAll ? wholeWork(registry, days) : work;
  const family = { span: days.monthly, vintage, registry };
  if (isAnything) {
    const functions: CountedFamily = { ...family, by: ["part", "function"] };
    await writeSingleWithdrawals(context, functionGroups, functions, subjects);
    const members: CountedFamily = { ...family, by: ["member"] };
    await writeSingleWithdrawals(context, [coalitionGroup, ...touched], members, subjects);
  }
  for (const agencies of families) {
    const only = { agencies: agencies.map(({ id }) => id) };
    await writeSingleWithdrawals(context, agencies, { ...family, span: days.latest, by: ["agency"], only }, subjects);
  }
}

/** Whether the last calculation was about the same ones. */
async function areThoseOfBefore(clickhouse: ClickHouse, subjects: readonly Subject[]): Promise<boolean> {
  const before = await clickhouse.read<{ kind: string; id: string }>(
    `SELECT DISTINCT subject_kind AS kind, subject AS id FROM @db.withdrawal_results
    WHERE group_kind = 'coalition' AND slice = (
      SELECT max(slice) FROM @db.result_slices WHERE result = 'withdrawal' AND group_kind = 'coalition'
    )`,
  );
  const known = new Set(before.map(({ kind, id }) => `${kind}:${id}`));
  return known.size === subjects.length && subjects.every(({ kind, id }) => known.has(`${kind}:${id}`));
}
