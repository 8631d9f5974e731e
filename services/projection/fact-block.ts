import {
  byteColumn,
  intColumn,
  listColumn,
  longColumn,
  type NativeColumn,
  takeBlock,
  textColumn,
  wordColumn,
} from "#db/native-columns.ts";
import { latestDay } from "#derivation/registry-state.ts";
import type { SignedInterval } from "#derivation/signed-difference.ts";
import { dayOf } from "#schema/calendar.ts";
import { factColumns } from "./fact-text.ts";

/** Rows of `facts` on their way to the engine, in the engine's own form. */
export interface FactBlock {
  readonly count: number;
  add(piece: SignedInterval, of: FactOwner): void;
  /** What was added, as `insertBlock` takes it; begins anew. */
  take(): Uint8Array<ArrayBuffer>;
}

/** Whose facts they are, and the entry of the ledger that they follow from. */
export interface FactOwner {
  member: string;
  agency: string;
  workload: string;
  /** Milliseconds since 1970-01-01. */
  known_at: number;
  sequence: number;
}

/** Columns of a block, in its order. */
export const factBlockColumns = [...factColumns, "known_at", "sequence"] as const;

/** "No end" and "never", as a column of dates holds them. */
const never = dayOf("2299-12-31");
const columnDay = (day: number): number => (day >= latestDay ? never : day);

export function createFactBlock(): FactBlock {
  const columns = {
    kind: wordColumn("kind"),
    member: wordColumn("member"),
    agency: wordColumn("agency"),
    workload: textColumn("workload"),
    function: byteColumn("function", "UInt8"),
    valid_from: intColumn("valid_from", "Date32"),
    valid_until: intColumn("valid_until", "Date32"),
    facts: intColumn("facts", "UInt32"),
    since: intColumn("since", "Date32"),
    event_on: intColumn("event_on", "Date32"),
    ended_on: intColumn("ended_on", "Date32"),
    exposed_to: listColumn(wordColumn("exposed_to")),
    fallback_providers: listColumn(wordColumn("fallback_providers")),
    fallback_jurisdictions: listColumn(wordColumn("fallback_jurisdictions")),
    fallback_tested_minutes: listColumn(longColumn("fallback_tested_minutes", "Int64")),
    fallback_declared_minutes: listColumn(longColumn("fallback_declared_minutes", "Int64")),
    layer: wordColumn("layer"),
    provider: wordColumn("provider"),
    provider_count: byteColumn("provider_count", "UInt8"),
    sign: byteColumn("sign", "Int8"),
    known_at: longColumn("known_at", "DateTime64(3, 'UTC')"),
    sequence: longColumn("sequence", "UInt64"),
  } satisfies Record<(typeof factBlockColumns)[number], NativeColumn>;
  const ordered = factBlockColumns.map((name) => columns[name]);
  let count = 0;

  return {
    get count() {
      return count;
    },
    add({ from, until, values, sign }, { member, agency, workload, known_at, sequence }) {
      columns.kind.add(values.kind);
      columns.member.add(member);
      columns.agency.add(agency);
      columns.workload.add(workload);
      columns.function.add(values.function);
      columns.valid_from.add(columnDay(from));
      columns.valid_until.add(columnDay(until));
      columns.facts.add(values.facts);
      columns.since.add(columnDay(values.since));
      columns.event_on.add(columnDay(values.event_on));
      columns.ended_on.add(columnDay(values.ended_on));
      columns.exposed_to.add(values.exposed_to);
      columns.fallback_providers.add(values.fallback_providers);
      columns.fallback_jurisdictions.add(values.fallback_jurisdictions);
      columns.fallback_tested_minutes.add(values.fallback_tested_minutes);
      columns.fallback_declared_minutes.add(values.fallback_declared_minutes);
      columns.layer.add(values.layer);
      columns.provider.add(values.provider);
      columns.provider_count.add(values.provider_count);
      columns.sign.add(sign);
      columns.known_at.add(known_at);
      columns.sequence.add(sequence);
      count += 1;
    },
    take() {
      const block = takeBlock(ordered, count);
      count = 0;
      return block;
    },
  };
}
