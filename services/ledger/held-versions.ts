import type { Sql, Transaction } from "#db/postgres.ts";

/** What a push says, as far as counting needs it. */
export interface PushStatement {
  agency: string;
  reference_date: string;
  complete: boolean;
  /** Only entries before it exist. */
  sequence: number;
  /** Version by workload id. */
  listed: ReadonlyMap<string, number>;
}

/** How a push differs from the versions that held on its reference date just before it. */
export interface PushDifference {
  added: string[];
  changed: string[];
  unchanged_count: number;
  /** Held, and missing from a complete push. */
  removed: string[];
}

/** Compares a push with what held before it: the receipt's counts, and the workloads whose facts it can have changed. */
export async function compareWithHeld(sql: Sql | Transaction, statement: PushStatement): Promise<PushDifference> {
  const held = await heldVersions(sql, statement);
  const added: string[] = [];
  const changed: string[] = [];
  let unchanged_count = 0;
  for (const [workload, version] of statement.listed) {
    const before = held.get(workload);
    if (before === undefined) added.push(workload);
    else if (before === version) unchanged_count += 1;
    else changed.push(workload);
  }
  const removed = statement.complete ? [...held.keys()].filter((workload) => !statement.listed.has(workload)) : [];
  return { added, changed, unchanged_count, removed };
}

/**
 * Versions by workload that hold on the reference date, from the newest complete push not after it and the incomplete ones
 * that follow that one: methodology section 3.
 */
async function heldVersions(sql: Sql | Transaction, statement: PushStatement): Promise<Map<string, number>> {
  const { agency, reference_date, sequence } = statement;
  const pushes = await sql<{ content_ids: number[] }[]>`
    WITH base AS (
      SELECT reference_date, sequence FROM push
      WHERE agency = ${agency} AND complete AND reference_date <= ${reference_date} AND sequence < ${sequence}
      ORDER BY reference_date DESC, sequence DESC LIMIT 1
    )
    SELECT content_ids FROM push
    WHERE agency = ${agency} AND reference_date <= ${reference_date} AND sequence < ${sequence}
      AND (NOT EXISTS (SELECT FROM base) OR (reference_date, sequence) >= (SELECT reference_date, sequence FROM base))
    ORDER BY reference_date, sequence`;
  const names = await workloadsOf(sql, agency, pushes, statement.listed);
  const held = new Map<string, number>();
  for (const { content_ids } of pushes) {
    for (const id of content_ids) held.set(names.get(id) ?? "", id);
  }
  return held;
}

/** Workload ids by version; those that the push itself lists need not be asked for. */
async function workloadsOf(
  sql: Sql | Transaction,
  agency: string,
  pushes: readonly { content_ids: readonly number[] }[],
  listed: ReadonlyMap<string, number>,
): Promise<Map<number, string>> {
  const names = new Map(Array.from(listed, ([workload, version]) => [version, workload]));
  const asked = new Set(pushes.flatMap(({ content_ids }) => content_ids.filter((id) => !names.has(id))));
  if (asked.size === 0) return names;
  const rows = await sql<{ content_id: number; workload: string }[]>`
    SELECT content_id, workload FROM content WHERE agency = ${agency} AND content_id = ANY(${[...asked]}::bigint[])`;
  for (const { content_id, workload } of rows) names.set(content_id, workload);
  return names;
}
