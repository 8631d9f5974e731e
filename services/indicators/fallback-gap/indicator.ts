import { defineIndicator } from "../indicator.ts";

export const fallbackGap = defineIndicator(import.meta.url, {
  code: "FALLBACK_GAP",
  version: 1,
  title: "Critical workloads without a sovereign fallback",
  statement:
    "This share of the coalition's critical workloads has nothing arranged inside the coalition that would take over.",
  definition:
    "Share of the critical workloads operating on the day of which fallback is no. A fallback counts when it is available on the day, has capacity, and its jurisdiction belongs to the coalition on the day.",
  why: "Without a fallback under its own law, a state keeps a service only as long as somebody else lets it.",
  how_to_read:
    "The band runs from what is certain (lower) to what is certain or not reported (upper). The value is the upper end.",
  limits: "A fallback is what was arranged, not what was tried: PAPER_FALLBACK says how many were never drilled.",
  source: "García-Herrero & Dutta, Programmable Sovereignty, sections 3.4 and 4.",
  unit: "workload",
  form: "share",
  has_functions: true,
});
