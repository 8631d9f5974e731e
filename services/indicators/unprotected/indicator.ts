import { defineIndicator } from "../indicator.ts";

export const unprotected = defineIndicator(import.meta.url, {
  code: "UNPROTECTED",
  version: 1,
  history: [{ version: 1, methodology: 1, changed: "First version." }],
  title: "Critical workloads without evaluation and without fallback",
  statement:
    "This share of the coalition's critical workloads has neither an independent evaluation nor a sovereign fallback.",
  definition:
    "Share of the critical workloads operating on the day that are not evaluated and have no fallback, by Kleene's rules: no where either is yes, unknown where that depends on what was not reported.",
  why: "These are the workloads that nobody has checked and nobody can replace: the second headline.",
  how_to_read:
    "The band runs from what is certain (lower) to what is certain or not reported (upper). The value is the upper end.",
  limits: "As those of EVAL_GAP and FALLBACK_GAP.",
  source: "García-Herrero & Dutta, Programmable Sovereignty, sections 3.4, 4 and 7.5.",
  unit: "workload",
  form: "share",
  has_functions: true,
});
