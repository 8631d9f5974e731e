import { defineIndicator } from "../indicator.ts";

export const paperFallback = defineIndicator(import.meta.url, {
  code: "PAPER_FALLBACK",
  version: 1,
  title: "Fallbacks that exist on paper only",
  statement:
    "This share of the coalition's critical workloads with a sovereign fallback has not tried it within a year.",
  definition:
    "Over the critical workloads operating on the day that have a fallback (yes): share with no successful drill in the 365 days up to and including the day, of any fallback that is yes on the day. Lower and upper end are equal: a drill that nobody reported did not happen.",
  why: "A fallback that was never switched to is a hope. The first real try should not be the withdrawal itself.",
  how_to_read: "Read it beside FALLBACK_GAP: the fewer have a fallback, the fewer workloads this share is about.",
  limits: "A drill is the agency's own word. How long the switch took counts in WITHDRAWAL, not here.",
  source:
    "García-Herrero & Dutta, Programmable Sovereignty, section 4; DORA, Regulation (EU) 2022/2554, article 11(6).",
  unit: "workload",
  form: "share",
  has_functions: true,
});
