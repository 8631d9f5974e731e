import { crc32 } from "node:zlib";
import { latestDay } from "#derivation/registry-state.ts";
import type { SignedInterval } from "#derivation/signed-difference.ts";
import { dateOf } from "#schema/calendar.ts";

/** A row of `facts` as it is inserted. */
export interface FactRow {
  kind: "workload" | "coverage";
  member: string;
  agency: string;
  workload: string;
  function: number;
  /** YYYY-MM-DD */
  valid_from: string;
  valid_until: string;
  facts: number;
  sign: 1 | -1;
  known_at: string;
  sequence: number;
}

/** Stands for "no end" in columns of dates. */
const noEnd = "2299-12-31";

export function factRow(
  piece: SignedInterval,
  about: Pick<FactRow, "kind" | "member" | "agency" | "workload" | "known_at" | "sequence">,
): FactRow {
  return {
    ...about,
    function: piece.function,
    valid_from: dateOf(piece.from),
    valid_until: piece.until >= latestDay ? noEnd : dateOf(piece.until),
    facts: piece.facts,
    sign: piece.sign,
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
  "sign",
] as const;

export function digestOfRows(
  facts: readonly FactRow[],
  parties: readonly { kind: string; id: string; body: string }[],
): RowsDigest {
  const texts = [
    ...facts.map((row) => columns.map((column) => row[column]).join("\t")),
    ...parties.map(({ kind, id, body }) => [kind, id, body].join("\t")),
  ];
  const row_hash = texts.reduce((sum, text) => (sum + crc32(text)) % hashModulus, 0);
  return { row_count: texts.length, row_hash };
}

/** The digest of rows that come in two parts. */
export function joinDigests(left: RowsDigest, right: RowsDigest): RowsDigest {
  return {
    row_count: left.row_count + right.row_count,
    row_hash: (left.row_hash + right.row_hash) % hashModulus,
  };
}

/** The same digests by the engine's own reading of what is stored, by sequence. */
export const storedDigestsSql = `
SELECT sequence, sum(rows) AS row_count, sum(hashes) % ${hashModulus} AS row_hash
FROM (
  SELECT sequence, count() AS rows,
    sum(CRC32(concatWithSeparator('\\t', ${columns.map((column) => `toString(${column})`).join(", ")}))) AS hashes
  FROM @db.facts WHERE sequence BETWEEN {first:UInt64} AND {last:UInt64} GROUP BY sequence
  UNION ALL
  SELECT sequence, count() AS rows, sum(CRC32(concatWithSeparator('\\t', toString(kind), id, body))) AS hashes
  FROM @db.parties WHERE sequence BETWEEN {first:UInt64} AND {last:UInt64} GROUP BY sequence
)
GROUP BY sequence`;
