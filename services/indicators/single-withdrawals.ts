import { createHash } from "node:crypto";
import { factChanges, neverDate } from "./fact-changes.ts";
import { profileColumns, type ScenarioSql, underScenario } from "./withdrawal/classified.ts";
import { withdrawal } from "./withdrawal/indicator.ts";

/** Minutes of notice for which the withdrawal of each single provider and jurisdiction is precomputed. */
export const precomputedNotices = [0, 90, 1440, 10080, 43200] as const;
export type PrecomputedNotice = (typeof precomputedNotices)[number];

/** The column of `withdrawals` that has the class under a notice. */
export const classColumn = (notice: PrecomputedNotice): string => `class_${notice}`;

/** Names of nobody: rows of these are about every workload, and what they say holds where it is not exposed to a name. */
export const nobody = { provider: "provider:", jurisdiction: "jurisdiction:" } as const;

const isNamed = `name NOT IN ('${nobody.provider}', '${nobody.jurisdiction}')`;

/** The scenario of a row's `name` alone: one provider or one jurisdiction, as `exposed_to` names them. */
const nameAlone: ScenarioSql = {
  // A row comes once for each name that it is exposed to.
  is_hit: isNamed,
  withdraws: `concat('${nobody.provider}', provider) = name OR concat('${nobody.jurisdiction}', jurisdiction) = name`,
  lists_jurisdictions: `startsWith(name, '${nobody.jurisdiction}')`,
  notice_minutes: "0",
};

/** The judgement with some of what it asks for written out, so that one row is judged several times. */
const judgedWith = (given: Partial<ScenarioSql>): string =>
  withdrawal.sql.replaceAll(/\b(?:is_hit|notice_minutes)\b/g, (name) => given[name as keyof ScenarioSql] ?? name);

/** Rows that the entries `first` to `last` of the ledger wrote: by instants too, because months of knowledge are kept apart. */
export const inEntries = `sequence BETWEEN {first:UInt64} AND {last:UInt64}
      AND known_at BETWEEN {known_from:DateTime64(3, 'UTC')} AND {known_at:DateTime64(3, 'UTC')}`;

const keys = ["name", "member", "agency", "function", "date", "otherwise", ...precomputedNotices.map(classColumn)];

/** Columns of `withdrawals` that `singleWithdrawals` gives, in its order. */
export const withdrawalColumns = [...keys, "count"];

/**
 * A SELECT of the rows of `withdrawals` that follow from what the entries `first` to `last` of the ledger wrote about workloads in
 * `slice` of so many `slices`.
 */
export const singleWithdrawals = `SELECT ${keys.join(", ")}, sum(weight) AS count
FROM (
  SELECT *,
    (${judgedWith({ is_hit: "0" })}) AS otherwise,
    ${precomputedNotices
      .map((notice) => `(${judgedWith({ notice_minutes: String(notice) })}) AS ${classColumn(notice)}`)
      .join(",\n    ")}
  FROM (${underScenario(
    `SELECT *, arrayJoin(arrayConcat(['${nobody.provider}', '${nobody.jurisdiction}'], exposed_to)) AS name
    FROM (${factChanges({
      kind: "withdrawal",
      columns: profileColumns,
      where: `${inEntries} AND cityHash64(workload) % {slices:UInt64} = {slice:UInt64}`,
      until: neverDate,
      by: (day) => [`${day} AS date`, "member", "agency", "function"],
    })})`,
    nameAlone,
  )})
)
GROUP BY ${keys.join(", ")} HAVING count != 0`;

/** Names what rows of `withdrawals` were made with: those made with another judgement are not read. */
export const withdrawalsDigest = createHash("sha256").update(singleWithdrawals).digest("hex").slice(0, 16);
