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
  let row_hash = 0;
  for (const row of facts) row_hash += crc32(columns.map((column) => row[column]).join("\t"));
  for (const { kind, id, body } of parties) row_hash += crc32([kind, id, body].join("\t"));
  return { row_count: facts.length + parties.length, row_hash };
}

/** The same digests by the engine's own reading of what is stored, by sequence. */
export const storedDigestsSql = `
SELECT sequence, sum(row_count) AS row_count, sum(row_hash) AS row_hash
FROM (
  SELECT sequence, count() AS row_count,
    sum(CRC32(concatWithSeparator('\\t', ${columns.map((column) => `toString(${column})`).join(", ")}))) AS row_hash
  FROM @db.facts WHERE sequence BETWEEN {first:UInt64} AND {last:UInt64} GROUP BY sequence
  UNION ALL
  SELECT sequence, count() AS row_count, sum(CRC32(concatWithSeparator('\\t', toString(kind), id, body))) AS row_hash
  FROM @db.parties WHERE sequence BETWEEN {first:UInt64} AND {last:UInt64} GROUP BY sequence
)
GROUP BY sequence`;
