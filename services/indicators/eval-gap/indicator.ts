import { defineIndicator } from "../indicator.ts";

export const evalGap = defineIndicator(import.meta.url, {
  code: "EVAL_GAP",
  version: 1,
  history: [{ version: 1, methodology: 1, changed: "First version." }],
  title: "Critical workloads without independent evaluation",
  statement:
    "This share of the coalition's critical workloads runs without a completed independent evaluation that still holds.",
  definition:
    "Share of the critical workloads operating on the day of which evaluated is no. An evaluation counts when it is completed on or before the day, not failed, independent or accredited, and has not lapsed: neither expired nor overtaken by a substantial modification. Unknown where the list of evaluations, the day of completion or the independence that would decide is not reported.",
  why: "What was never evaluated by somebody else fails in ways that its operator does not know.",
  how_to_read:
    "The band runs from what is certain (lower) to what is certain or not reported (upper). The value is the upper end: what nobody reported counts as not done.",
  limits: "An evaluation says that somebody looked, not what they found; its quality is not measured.",
  source:
    "García-Herrero & Dutta, Programmable Sovereignty, sections 3.4, 4 and 7.5; substantial modification as in the EU AI Act, Regulation (EU) 2024/1689, article 3(23).",
  unit: "workload",
  form: "share",
  has_functions: true,
});
