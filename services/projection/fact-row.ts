import { crc32 } from "node:zlib";
import { columnDate, type FactValues } from "#derivation/fact-values.ts";
import type { SignedInterval } from "#derivation/signed-difference.ts";

/** A row of `facts` as it is inserted: values with dates as YYYY-MM-DD. */
export interface FactRow extends Omit<FactValues, "since" | "event_on" | "ended_on"> {
  member: string;
  agency: string;
  workload: string;
  valid_from: string;
  valid_until: string;
  since: string;
  event_on: string;
  ended_on: string;
  sign: 1 | -1;
  known_at: string;
  sequence: number;
}

export function factRow(
  { from, until, values, sign }: SignedInterval,
  about: Pick<FactRow, "member" | "agency" | "workload" | "known_at" | "sequence">,
): FactRow {
  return {
    ...values,
    ...about,
    valid_from: columnDate(from),
    valid_until: columnDate(until),
    since: columnDate(values.since),
    event_on: columnDate(values.event_on),
    ended_on: columnDate(values.ended_on),
    sign,
  };
}

/** Sums of checksums are taken modulo this, so that they stay exact in both languages however many rows there are. */
const hashModulus = 2 ** 32;

/** What the engine has to answer when it is asked for the rows of one entry: order does not matter to a sum. */
export interface RowsDigest {
  row_count: number;
  row_hash: number;
}

const columns = [
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
] as const satisfies readonly (keyof FactRow)[];

/** As the engine writes a value; no text that a list holds has a quote in it. */
function textOf(value: FactRow[keyof FactRow]): string {
  if (!Array.isArray(value)) return String(value);
  return `[${(value as readonly (string | number)[]).map((item) => (typeof item === "string" ? `'${item}'` : item)).join(",")}]`;
}

export function digestOfRows(
  facts: readonly FactRow[],
  parties: readonly { kind: string; id: string; body: string }[],
): RowsDigest {
  let row_hash = 0;
  for (const row of facts) row_hash += crc32(columns.map((column) => textOf(row[column])).join("\t"));
  for (const { kind, id, body } of parties) row_hash += crc32([kind, id, body].join("\t"));
  return { row_count: facts.length + parties.length, row_hash: row_hash % hashModulus };
}

/** The digest of rows that come in two parts. */
export function joinDigests(left: RowsDigest, right: RowsDigest): RowsDigest {
  return {
    row_count: left.row_count + right.row_count,
    row_hash: (left.row_hash + right.row_hash) % hashModulus,
  };
}

/** The same digests by the engine's own reading of what is stored, by sequence; `since` skips months of knowledge before it. */
export const storedDigestsSql = `
SELECT sequence, sum(rows) AS row_count, sum(hashes) % ${hashModulus} AS row_hash
FROM (
  SELECT sequence, count() AS rows,
    sum(CRC32(concatWithSeparator('\\t', ${columns.map((column) => `toString(${column})`).join(", ")}))) AS hashes
  FROM @db.facts
  WHERE sequence BETWEEN {first:UInt64} AND {last:UInt64} AND known_at >= {since:DateTime64(3, 'UTC')} GROUP BY sequence
  UNION ALL
  SELECT sequence, count() AS rows, sum(CRC32(concatWithSeparator('\\t', toString(kind), id, body))) AS hashes
  FROM @db.parties WHERE sequence BETWEEN {first:UInt64} AND {last:UInt64} GROUP BY sequence
)
GROUP BY sequence`;
