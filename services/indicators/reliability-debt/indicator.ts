import { defineIndicator } from "../indicator.ts";

export const reliabilityDebt = defineIndicator(import.meta.url, {
  code: "RELIABILITY_DEBT",
  version: 1,
  title: "Reliability debt",
  statement: "The coalition's critical workloads have run for this many days in all without the check that they owe.",
  definition:
    "Over the critical workloads operating on the day, in items and days. Testing: evaluated is no and no qualifying evaluation was completed, since the start of operation. Audit: evaluated is no and all qualifying evaluations completed have lapsed, since the latest lapse or the start of operation, whichever is later. Unverified: evaluated is unknown, since the start of operation. Correction: findings opened on or before the day, due before it and not corrected by it, since their due date. Findings not reported are counted. Pace: over the trailing 90 days, workloads deployed, workloads with a qualifying evaluation completed, their ratio, and the days that evaluations at that pace need to clear testing and audit items.",
  why: "Failures that nobody looked for do not go away; they wait. Debt says how much operational risk has not been looked at, and whether it grows.",
  how_to_read:
    "Items say how many, days how long. Unverified is kept apart: who wants an upper bound of testing debt adds the two. A pace ratio below 1 says that more is deployed than evaluated.",
  limits:
    "Days do not weigh how dangerous a workload is. Where a list of findings was not reported, correction debt is not known.",
  source: "García-Herrero & Dutta, Programmable Sovereignty, sections 3.4 and 7.5.",
  unit: "workload",
  form: "debt",
  has_functions: true,
});
