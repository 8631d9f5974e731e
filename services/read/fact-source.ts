import type { QueryParameters } from "#db/query-parameters.ts";
import type { FactValues } from "#derivation/fact-values.ts";
import { factBits, withdrawalBits } from "#derivation/facts.ts";
import type { Cut } from "./cut.ts";
import type { Vintage } from "./vintage.ts";

/** A row that is not stored and counts as if it were: columns of `facts`, dates as YYYY-MM-DD. */
export interface FurtherRow {
  kind: FactValues["kind"];
  member: string;
  agency: string;
}

export interface FactQuestion {
  /** YYYY-MM-DD */
  date: string;
  vintage: Vintage;
  cut: Cut;
  /** What a push that is not stored would change on the date. */
  also?: readonly FurtherRow[];
}

export interface Source {
  /** A subquery with the cut's columns, `columns`, and `weight`. */
  sql: string;
  parameters: QueryParameters;
}

const structure = `kind String, member String, agency String, function UInt8, facts UInt32, since Date32, event_on Date32,
  ended_on Date32, exposed_to Array(String), fallback_providers Array(String), fallback_jurisdictions Array(String),
  fallback_tested_minutes Array(Int64), fallback_declared_minutes Array(Int64), layer String, provider String,
  provider_count UInt8, sign Int8`;

/** Rows of one kind that hold on a date, as known: the one place that says which rows count. */
export function factsOn(kind: FactValues["kind"], columns: readonly string[], question: FactQuestion): Source {
  const { date, vintage, cut, also = [] } = question;
  const selected = [...cut.columns, ...columns, "toInt64(sign) AS weight"].join(", ");
  const further = also.filter((row) => row.kind === kind);
  const stored = `SELECT ${selected} FROM @db.facts
    WHERE kind = '${kind}' AND ${cut.scope} AND sequence <= {sequence:UInt64}
      AND valid_from <= {date:Date32} AND {date:Date32} < valid_until`;
  const parameters = { ...cut.parameters, sequence: vintage.sequence, date };
  if (further.length === 0) return { sql: stored, parameters };
  return {
    sql: `${stored}\n    UNION ALL SELECT ${selected} FROM format(JSONEachRow, $$${structure}$$, {further:String})`,
    parameters: { ...parameters, further: further.map((row) => JSON.stringify(row)).join("\n") },
  };
}

const unpacked = (bits: Readonly<Record<string, { shift: number; width: number }>>): string =>
  Object.entries(bits)
    .map(([name, { shift, width }]) => {
      const value = `bitAnd(bitShiftRight(facts, ${shift}), ${2 ** width - 1})`;
      return width === 1 ? `${value} = 1 AS ${name}` : `toInt8(${value}) AS ${name}`;
    })
    .join(",\n  ");

/** Names that the SQL of indicators may use, unpacked from the facts of a row of kind `workload`. */
export const workloadFacts = unpacked(factBits);
/** And of kind `withdrawal`. */
export const withdrawalFacts = unpacked(withdrawalBits);
