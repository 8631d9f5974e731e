import { crc32 } from "node:zlib";
import { columnDate, type FactValues } from "#derivation/fact-values.ts";
import type { SignedInterval } from "#derivation/signed-difference.ts";

/** Columns of a row of `facts` in the order of its text, `known_at` and `sequence` aside, which are the entry's. */
export const factColumns = [
  "kind",
  "member",
  "agency",
  "workload",
  "function",
  "valid_from",
  "valid_until",
  "facts",
  "since",
  "event_on",
  "ended_on",
  "exposed_to",
  "fallback_providers",
  "fallback_jurisdictions",
  "fallback_tested_minutes",
  "fallback_declared_minutes",
  "layer",
  "provider",
  "provider_count",
  "sign",
] as const satisfies readonly (
  | keyof FactValues
  | "member"
  | "agency"
  | "workload"
  | "valid_from"
  | "valid_until"
  | "sign"
)[];

/**
 * A row as the engine itself writes and reads it, fields separated by tabs. Nothing in it needs an escape: ids, codes, dates and
 * numbers have no tab, quote, backslash or line end.
 */
export function factText(
  { from, until, values, sign }: SignedInterval,
  { member, agency, workload }: { member: string; agency: string; workload: string },
): string {
  const { kind, function: division, facts, since, event_on, ended_on } = values;
  const dates = event_on === 0 && ended_on === 0 ? noDates : `${columnDate(event_on)}\t${columnDate(ended_on)}`;
  return `${kind}\t${member}\t${agency}\t${workload}\t${division}\t${columnDate(from)}\t${columnDate(until)}\t${facts}\t${columnDate(since)}\t${dates}\t${restText(values)}\t${sign}`;
}

const noDates = `${columnDate(0)}\t${columnDate(0)}`;
const noLists = "[]\t[]\t[]\t[]\t[]";
const noRest = `${noLists}\t\t\t0`;

function restText(values: FactValues): string {
  if (values.kind === "concentration")
    return `${noLists}\t${values.layer}\t${values.provider}\t${values.provider_count}`;
  if (values.kind !== "withdrawal") return noRest;
  const { fallback_tested_minutes: tested, fallback_declared_minutes: declared } = values;
  const names = `${namesText(values.exposed_to)}\t${namesText(values.fallback_providers)}\t${namesText(values.fallback_jurisdictions)}`;
  return `${names}\t[${tested.join()}]\t[${declared.join()}]\t\t\t0`;
}

const namesText = (names: readonly string[]): string => (names.length === 0 ? "[]" : `['${names.join("','")}']`);

/** Sums of checksums are taken modulo this, so that they stay exact in both languages however many rows there are. */
export const hashModulus = 2 ** 32;

/** What the engine has to answer when it is asked for the rows of one entry: order does not matter to a sum. */
export interface RowsDigest {
  row_count: number;
  row_hash: number;
}

export function digestOfTexts(texts: readonly string[]): RowsDigest {
  let row_hash = 0;
  for (const text of texts) row_hash += crc32(text);
  return { row_count: texts.length, row_hash: row_hash % hashModulus };
}

/** A party's row in the same form; its body, which is JSON, is never inserted as text. */
export const partyText = ({ kind, id, body }: { kind: string; id: string; body: string }): string =>
  `${kind}\t${id}\t${body}`;

/** The digest of rows that come in two parts. */
export function joinDigests(left: RowsDigest, right: RowsDigest): RowsDigest {
  return {
    row_count: left.row_count + right.row_count,
    row_hash: (left.row_hash + right.row_hash) % hashModulus,
  };
}

/** The same digests by the engine's own reading of what is stored, by sequence; `since` skips months of knowledge before it. */
export const storedFactDigestsSql = `
SELECT sequence, count() AS row_count,
  sum(CRC32(formatRowNoNewline('TabSeparated', ${factColumns.join(", ")}))) % ${hashModulus} AS row_hash
FROM @db.facts
WHERE sequence BETWEEN {first:UInt64} AND {last:UInt64} AND known_at >= {since:DateTime64(3, 'UTC')}
GROUP BY sequence`;

/** Those of facts and parties together. */
export const storedDigestsSql = `
SELECT sequence, sum(row_count) AS row_count, sum(row_hash) % ${hashModulus} AS row_hash
FROM (
  ${storedFactDigestsSql}
  UNION ALL
  SELECT sequence, count() AS row_count, sum(CRC32(concatWithSeparator('\\t', toString(kind), id, body))) AS row_hash
  FROM @db.parties WHERE sequence BETWEEN {first:UInt64} AND {last:UInt64} GROUP BY sequence
)
GROUP BY sequence`;
