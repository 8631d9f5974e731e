import type { Sql } from "#db/postgres.ts";
import { type Subject, subjectOf } from "#derivation/subject.ts";
import type { Statement } from "#derivation/workload-history.ts";
import { dayOf } from "#schema/calendar.ts";
import type { Workload } from "#schema/workload.ts";

export interface WorkloadName {
  agency: string;
  workload: string;
}

interface PushRow {
  agency: string;
  sequence: number;
  reference_date: string;
  complete: boolean;
}

interface ListingRow {
  /** Place of the workload among those asked for, from 1. */
  place: number;
  sequence: number;
  is_complete: boolean;
  content_id: number | null;
}

/**
 * What pushes up to the entry `after` stated of some workloads, one list a workload in the order of the ledger. Left out are
 * pushes that a complete one for the same date, not later than the entry `before`, has discarded: an agency that corrects one
 * filing a thousand times is not read a thousand times.
 */
export async function statementsOf(
  sql: Sql,
  names: readonly WorkloadName[],
  { before, after }: { before: number; after: number },
): Promise<Statement[][]> {
  const agencies = [...new Set(names.map(({ agency }) => agency))];
  const [pushes, listings] = await Promise.all([
    sql<PushRow[]>`
      SELECT agency, sequence, reference_date, complete FROM push
      WHERE agency = ANY(${agencies}::text[]) AND sequence <= ${after} ORDER BY sequence`,
    sql<ListingRow[]>`
      SELECT place, sequence, is_complete, content_id
      FROM unnest(${names.map(({ agency }) => agency)}::text[], ${names.map(({ workload }) => workload)}::text[])
        WITH ORDINALITY AS asked (agency, workload, place)
      JOIN listing USING (agency, workload)
      WHERE sequence <= ${after} ORDER BY place, sequence`,
  ]);
  const kept = keptPushes(pushes, before);
  const listed = listingsByPlace(listings, names.length);
  const versions = names.map(({ agency }, index) => listedVersions(kept.get(agency) ?? [], listed[index] ?? []));
  const subjects = await subjectsOf(sql, new Set(versions.flat().filter((version) => version !== undefined)));
  return names.map(({ agency }, index) =>
    (kept.get(agency) ?? []).map(({ sequence, reference_date, complete }, place) => ({
      sequence,
      day: dayOf(reference_date),
      complete,
      subject: subjects.get(versions[index]?.[place] ?? -1),
    })),
  );
}

/** Pushes by agency without those discarded. */
function keptPushes(pushes: readonly PushRow[], before: number): Map<string, PushRow[]> {
  const lastComplete = new Map<string, number>();
  for (const { agency, reference_date, sequence, complete } of pushes)
    if (complete && sequence <= before) lastComplete.set(`${agency} ${reference_date}`, sequence);
  const kept = new Map<string, PushRow[]>();
  for (const push of pushes) {
    if (push.sequence < (lastComplete.get(`${push.agency} ${push.reference_date}`) ?? 0)) continue;
    const list = kept.get(push.agency);
    if (list) list.push(push);
    else kept.set(push.agency, [push]);
  }
  return kept;
}

function listingsByPlace(rows: readonly ListingRow[], count: number): ListingRow[][] {
  const places = Array.from({ length: count }, (): ListingRow[] => []);
  for (const row of rows) places[row.place - 1]?.push(row);
  return places;
}

/** The version that each push lists: a complete one what the changes up to it say, an incomplete one what it says itself. */
function listedVersions(pushes: readonly PushRow[], listings: readonly ListingRow[]): (number | undefined)[] {
  let at = 0;
  let inventory: number | undefined;
  return pushes.map(({ sequence, complete }) => {
    let own: number | undefined;
    for (let row = listings[at]; row && row.sequence <= sequence; row = listings[(at += 1)]) {
      if (row.is_complete) inventory = row.content_id ?? undefined;
      if (row.sequence === sequence) own = row.content_id ?? undefined;
    }
    return complete ? inventory : own;
  });
}

async function subjectsOf(sql: Sql, versions: ReadonlySet<number>): Promise<Map<number, Subject>> {
  const subjects = new Map<number, Subject>();
  if (versions.size === 0) return subjects;
  const rows = await sql<{ content_id: number; body: string }[]>`
    SELECT content_id, body FROM content WHERE content_id = ANY(${[...versions]}::bigint[])`;
  for (const { content_id, body } of rows) subjects.set(content_id, subjectOf(JSON.parse(body) as Workload));
  return subjects;
}
