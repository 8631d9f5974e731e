import type { QueryParameters } from "#db/query-parameters.ts";
import type { FactValues } from "#derivation/fact-values.ts";
import { profileWords } from "#indicators/withdrawal-words.ts";
import type { Cut } from "./cut.ts";
import type { Vintage } from "./vintage.ts";

/** A row that is not stored and counts as if it were: fields of `structure`, separated by tabs. */
export type FurtherRow = string;

export interface FactQuestion {
  /** YYYY-MM-DD */
  date: string;
  vintage: Pick<Vintage, "sequence">;
  cut: Cut;
  /** Leaves out what entries up to this one wrote: the sums are then the difference that the later ones made. */
  after?: { sequence: number; known_at: string };
  /** What a push that is not stored would change on the date. */
  also?: readonly FurtherRow[];
}

export interface Source {
  /** A subquery with the cut's columns, `columns`, and `weight`. */
  sql: string;
  parameters: QueryParameters;
}

const structure = `kind String, member String, agency String, workload String, function UInt8, valid_from Date32,
  valid_until Date32, facts UInt32, since Date32, event_on Date32, ended_on Date32, exposed_to Array(String),
  fallback_providers Array(String), fallback_jurisdictions Array(String), fallback_tested_minutes Array(Int64),
  fallback_declared_minutes Array(Int64), layer String, provider String, provider_count UInt8, sign Int8`;

const words = Object.entries(profileWords)
  .map(([name, sql]) => `${sql} AS ${name}`)
  .join(", ");

/** Rows of one kind that hold on a date, as known: the one place that says which rows count. */
export function factsOn(kind: FactValues["kind"], columns: readonly string[], question: FactQuestion): Source {
  const { date, vintage, cut, after, also = [] } = question;
  const selected = [...cut.columns, ...columns, "toInt64(sign) AS weight"].join(", ");
  const further = also.filter((row) => row.startsWith(`${kind}\t`));
  const stored = `SELECT ${selected} FROM @db.facts
    WHERE kind = '${kind}' AND ${cut.scope} AND sequence <= {sequence:UInt64}
      AND valid_from <= {date:Date32} AND {date:Date32} < valid_until${
        after ? " AND sequence > {after:UInt64} AND known_at >= {after_known_at:DateTime64(3, 'UTC')}" : ""
      }`;
  const parameters = {
    ...cut.parameters,
    sequence: vintage.sequence,
    date,
    ...(after && { after: after.sequence, after_known_at: after.known_at }),
  };
  if (further.length === 0) return { sql: stored, parameters };
  return {
    sql: `${stored}\n    UNION ALL SELECT ${selected} FROM (
      SELECT *, ${words} FROM format(TabSeparated, $$${structure}$$, {further:String}))`,
    parameters: { ...parameters, further: further.join("\n") },
  };
}

/** The same on several days, ascending, each row once for each of them on which it holds: its `day`. */
export function factsOnDays(
  kind: FactValues["kind"],
  columns: readonly string[],
  { days, vintage, cut }: { days: readonly string[] } & Pick<FactQuestion, "vintage" | "cut">,
): Source {
  const held = "arrayFilter(each -> valid_from <= each AND each < valid_until, {days:Array(Date32)})";
  return {
    sql: `SELECT ${[...cut.columns, ...columns, "toInt64(sign) AS weight", `arrayJoin(${held}) AS day`].join(", ")}
    FROM @db.facts
    WHERE kind = '${kind}' AND ${cut.scope} AND sequence <= {sequence:UInt64}
      AND valid_from <= {last_day:Date32} AND {first_day:Date32} < valid_until`,
    parameters: {
      ...cut.parameters,
      sequence: vintage.sequence,
      days,
      first_day: days.at(0) ?? "",
      last_day: days.at(-1) ?? "",
    },
  };
}
