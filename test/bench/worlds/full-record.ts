import { dateOf, dayOf } from "#schema/calendar.ts";
import { Component, type Workload } from "#schema/workload.ts";
import type { Random } from "#services/demo/random.ts";

const today = dayOf("2026-09-30");
const layers = Component.shape.layer.options;
const jurisdictions = ["NL", "DE", "FR", "US", "CN", "CA", "GB"] as const;

/** A workload that reports everything: about 1.5 KB of JSON, no two alike. */
export function fullRecord(id: string, random: Random): Workload {
  const deployed = today - random.integer(100, 2_000);
  const daysAgo = (most: number): string => dateOf(today - random.integer(1, most));
  const digest = (): string =>
    `sha-256:${Array.from({ length: 8 }, () =>
      random
        .integer(0, 2 ** 32 - 1)
        .toString(16)
        .padStart(8, "0"),
    ).join("")}`;
  const provider = (): string => `provider-${random.integer(1, 300)}`;
  return {
    id,
    name: `Decision support for case handling ${random.integer(1, 99_999)}, région ${random.integer(1, 99)}`,
    function: random.pick(["01.1", "03.1.0", "04.5.1", "07.2", "09", "10.4.0"]),
    regulated: random.chance(0.6),
    criticality: random.pick(["critical", "critical", "non-critical", "not-assessed"]),
    stage: random.pick(["production", "production", "production", "pilot", "development"]),
    initiated_on: dateOf(deployed - random.integer(30, 700)),
    deployed_on: dateOf(deployed),
    retired_on: null,
    substantially_modified_on: random.chance(0.2) ? daysAgo(90) : null,
    components: Array.from({ length: random.integer(1, 2) }, () => ({
      layer: random.pick(layers),
      product: `Product ${random.integer(1, 5_000)}`,
      provider: provider(),
      weights: random.pick(["open", "closed"]),
      substitutability: random.pick(["not-substitutable", "highly-complex", "medium", "easily"]),
      region: random.pick(["eu-west-1", "eu-central-2", "us-east-1"]),
      contract_notice_minutes: random.integer(0, 43_200),
    })),
    evaluations: [
      {
        id: `evaluation-${random.integer(1, 9_999)}`,
        evaluator: `Institute for assessment ${random.integer(1, 50)}`,
        kind: random.pick(["safety", "security", "bias", "reliability"]),
        status: random.pick(["completed", "completed", "planned", "in-progress"]),
        independence: random.pick(["internal", "independent", "accredited"]),
        completed_on: daysAgo(700),
        valid_until: dateOf(today + random.integer(-60, 700)),
        outcome: random.pick(["passed", "passed-with-conditions", "failed"]),
        report_digest: digest(),
      },
    ],
    fallbacks: [
      {
        id: `fallback-${random.integer(1, 9_999)}`,
        kind: random.pick(["alternative-provider", "pooled-compute", "on-premises", "manual"]),
        provider: provider(),
        jurisdiction: random.pick(jurisdictions),
        available_from: daysAgo(900),
        available_until: random.chance(0.3) ? dateOf(today + random.integer(-30, 400)) : null,
        switchover_minutes: random.integer(5, 10_080),
        capacity_share: random.integer(1, 100) / 100,
        drills: [{ on: daysAgo(700), minutes: random.integer(5, 600), succeeded: random.chance(0.8) }],
      },
    ],
    alternatives: [
      {
        product: `Product ${random.integer(1, 5_000)}`,
        provider: provider(),
        jurisdiction: random.pick(jurisdictions),
        status: random.pick(["available", "planned", "withdrawn"]),
        available_from: daysAgo(900),
        available_until: null,
        sufficient_capacity: random.chance(0.7),
      },
    ],
    findings: [
      {
        id: `finding-${random.integer(1, 9_999)}`,
        kind: random.pick(["test", "audit", "incident"]),
        severity: random.pick(["low", "medium", "high", "critical"]),
        opened_on: daysAgo(500),
        due_on: dateOf(today + random.integer(-200, 100)),
        corrected_on: random.chance(0.5) ? daysAgo(100) : null,
      },
    ],
    users_affected: random.integer(10, 5_000_000),
    source: { format: "inventory", version: "1", record: random.integer(1, 99_999), digest: null },
  };
}
