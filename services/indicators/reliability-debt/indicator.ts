import { defineIndicator } from "../indicator.ts";

export const reliabilityDebt = defineIndicator(import.meta.url, {
  code: "RELIABILITY_DEBT",
  version: 1,
  history: [{ version: 1, methodology: 1, changed: "First version." }],
  title: "Reliability debt",
  statement:
    "The coalition's critical workloads have run for this many days in all without the checks and corrections that they owe.",
  definition:
    "Over the critical workloads operating on the day, in items and in days. Testing: evaluated is no and no qualifying evaluation is completed by the day; days since the start of operation. Audit: evaluated is no and all qualifying evaluations completed by the day have lapsed; days since the latest of their lapses or the start of operation, whichever is later. Unverified: evaluated is unknown; days since the start of operation. Correction: findings opened on or before the day, due before it and not corrected by it; days since the due date. The start of operation is deployed_on, else the reference date of the earliest production version. findings_unreported counts workloads without a list of findings. Pace, over the 90 days that end with the day: deployments are workloads that started to operate, evaluations those with a qualifying evaluation completed, ratio is evaluations / deployments, clearing_days is 90 x (testing items + audit items) / evaluations.",
  why: "Failures that nobody looked for do not go away; they wait. Debt says how much operational risk nobody has looked at or mended, and whether it grows.",
  how_to_read:
    "Items say how many, days how long they have waited together; in days, one item of 100 and 100 items of one weigh the same. Unverified is kept apart: whoever wants an upper bound of testing debt adds the two. A ratio below 1 says that more is deployed than evaluated; it is null without deployments, and clearing_days is null without evaluations.",
  limits:
    "Days do not say how dangerous a workload is. Where findings were not reported, correction debt is not known: findings_unreported says of how many. Without deployed_on the start of operation is no earlier than the first filing.",
  source: "García-Herrero & Dutta, Programmable Sovereignty, sections 3.4, 4 and 7.5.",
  unit: "workload",
  form: "debt",
  has_functions: true,
});
