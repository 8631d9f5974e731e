import { defineIndicator } from "../indicator.ts";

export const fallbackGap = defineIndicator(import.meta.url, {
  code: "FALLBACK_GAP",
  version: 1,
  history: [{ version: 1, methodology: 1, changed: "First version." }],
  title: "Critical workloads without a sovereign fallback",
  statement:
    "This share of the coalition's critical workloads has nothing arranged inside the coalition that would take over.",
  definition:
    "Share of the critical workloads operating on the day of which fallback is no. A fallback counts when it is there on the day, its capacity is not given as 0, and its jurisdiction (its own, else that of its provider on the day) is internal on the day. Unknown where the list of fallbacks, or the jurisdiction that would decide, is not known.",
  why: "Without a fallback under its own law, a state keeps a service only as long as somebody else lets it.",
  how_to_read:
    "The band runs from what is certain (lower) to what is certain or not reported (upper). The value is the upper end.",
  limits: "A fallback is what was arranged, not what was tried: PAPER_FALLBACK says how many were never drilled.",
  source: "García-Herrero & Dutta, Programmable Sovereignty, sections 3.4, 4 and 7.5.",
  unit: "workload",
  form: "share",
  has_functions: true,
});
