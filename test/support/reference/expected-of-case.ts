import type { CaseWorld } from "./case-world.ts";
import { type Concentration, concentrationOf } from "./concentration.ts";
import { coverageOf } from "./coverage.ts";
import { type DeploySpeed, deploySpeedOf } from "./deploy-speed.ts";
import { type Group, groupsOf } from "./groups.ts";
import { heldWorkloads } from "./held-workloads.ts";
import { type KnownWorld, knownWorld } from "./known-world.ts";
import { type ReliabilityDebt, reliabilityDebtOf } from "./reliability-debt.ts";
import { type Share, sharesOfWorkloads } from "./shares.ts";
import { type Withdrawal, withdrawalOf } from "./withdrawal.ts";

export type Figure = Share | DeploySpeed | ReliabilityDebt | Withdrawal | Concentration;

/** One entry of a case's `expected`: figures by group and code. */
export interface ExpectedEntry {
  date: string;
  known_at: string;
  figures: Record<string, Record<string, Figure>>;
}

/**
 * The whole methodology (docs/methodology/README.md, whose sections the files here name), plainly: one query, one workload
 * and one day at a time, without SQL, intervals or anything else of the platform. Slow, and meant to be read beside the text.
 */
export function expectedOfCase(world: CaseWorld): ExpectedEntry[] {
  return world.queries.map(({ date, known_at }) => {
    const known = knownWorld(world, known_at);
    const held = [...known.agencies.keys()].flatMap((agency) => heldWorkloads(agency, known.pushes, date));
    const groups = groupsOf(known, held, date);
    return {
      date,
      known_at,
      figures: Object.fromEntries(groups.map((group) => [group.name, figuresOf(known, group, date)])),
    };
  });
}

function figuresOf(known: KnownWorld, { agencies, held }: Group, date: string): Record<string, Figure> {
  const workloads = held.map(({ workload }) => workload);
  return {
    ...sharesOfWorkloads(known, held, date),
    ...(agencies && { COVERAGE: coverageOf(known, agencies, date) }),
    DEPLOY_SPEED: deploySpeedOf(workloads, date),
    RELIABILITY_DEBT: reliabilityDebtOf(held, date),
    WITHDRAWAL: withdrawalOf(known, workloads, date),
    CONCENTRATION: concentrationOf(known, workloads, date),
  };
}
