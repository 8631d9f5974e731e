import { defineIndicator } from "../indicator.ts";

export const anyGap = defineIndicator(import.meta.url, {
  code: "ANY_GAP",
  version: 1,
  history: [{ version: 1, methodology: 1, changed: "First version." }],
  title: "Critical workloads lacking evaluation or fallback",
  statement:
    "This share of the coalition's critical workloads lacks an independent evaluation, a sovereign fallback, or both.",
  definition:
    "Share of the critical workloads operating on the day that are not evaluated or have no fallback, by Kleene's rules.",
  why: "It shows how far there is to go until every critical workload has both.",
  how_to_read:
    "The band runs from what is certain (lower) to what is certain or not reported (upper). The value is the upper end.",
  limits: "As those of EVAL_GAP and FALLBACK_GAP.",
  source: "García-Herrero & Dutta, Programmable Sovereignty, sections 3.4, 4 and 7.5.",
  unit: "workload",
  form: "share",
  has_functions: true,
});
