import type { Sql } from "#db/postgres.ts";
import { factIntervals } from "#derivation/fact-intervals.ts";
import { signedDifference } from "#derivation/signed-difference.ts";
import { type Statement, type Version, versionsOf } from "#derivation/workload-history.ts";
import { createBreath } from "./breathe.ts";
import type { RegistryAt } from "./registry-at.ts";
import type { EntryStamp, FactRows, MakeRows, OwnedInterval } from "./fact-rows.ts";
import { statementsOf } from "./workload-statements.ts";

/** The ledger and the registry up to an entry: what facts follow from. */
export interface Standpoint {
  sequence: number;
  /** An entry up to which the registry is what it is at `sequence`, or what it is to be. */
  registry: number;
}

export interface Change {
  before: Standpoint;
  after: Standpoint;
  entry: EntryStamp;
}

/** Some workloads, as texts: ids hold no spaces, and two long strings cost a thread, and Postgres, less than many short ones. */
export interface WorkloadChunk {
  /** The agency of each. */
  agencies: string;
  workloads: string;
  count: number;
}

/** Gives the rows by which an entry changes what follows for some workloads. */
export type DeriveChunk = (chunk: WorkloadChunk, change: Change) => Promise<FactRows>;

/** Workloads of one chunk, whose histories are read from the ledger in one go: bounds memory, and what is garbage at once. */
export const chunkWorkloads = 100;

export function createChunkDeriver(sql: Sql, registryAt: RegistryAt, makeRows: MakeRows): DeriveChunk {
  return async ({ agencies, workloads }, { before, after, entry }) => {
    const agencyOf = agencies.split(" ");
    const names = workloads.split(" ").map((workload, index) => ({ agency: agencyOf[index] ?? "", workload }));
    const [old, now, histories] = await Promise.all([
      registryAt(before.registry),
      registryAt(after.registry),
      statementsOf(sql, names, { before: before.sequence, after: after.sequence }),
    ]);
    const breathe = createBreath();
    const intervals: OwnedInterval[] = [];
    for (const [index, statements] of histories.entries()) {
      const { agency, workload } = names[index] ?? { agency: "", workload: "" };
      const member = now.state.agencies.get(agency)?.member;
      // An agency that the registry does not have yet has no pushes.
      if (member === undefined) continue;
      const versions = versionsAt(statements, after.sequence);
      const versionsBefore = before.sequence === after.sequence ? versions : versionsAt(statements, before.sequence);
      const difference = signedDifference(factIntervals(versionsBefore, old.view), factIntervals(versions, now.view));
      for (const piece of difference) intervals.push({ piece, member, agency, workload });
      const breath = breathe();
      if (breath) await breath;
    }
    return makeRows(intervals, entry);
  };
}

const versionsAt = (statements: readonly Statement[], sequence: number): Version[] =>
  versionsOf(statements.filter((statement) => statement.sequence <= sequence));
