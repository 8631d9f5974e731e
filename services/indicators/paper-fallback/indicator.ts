import { defineIndicator } from "../indicator.ts";

export const paperFallback = defineIndicator(import.meta.url, {
  code: "PAPER_FALLBACK",
  version: 1,
  history: [{ version: 1, methodology: 1, changed: "First version." }],
  title: "Fallbacks that exist on paper only",
  statement:
    "This share of the coalition's critical workloads that have a sovereign fallback has not switched to it with success within a year.",
  definition:
    "Share of the critical workloads operating on the day of which fallback is yes that have no successful drill in the 365 days that end with the day, of any fallback that is yes on the day. Drills not reported are none, so the lower and upper ends are equal.",
  why: "A fallback that nobody ever switched to is a hope. The first real try should not be the withdrawal itself.",
  how_to_read:
    "Read it beside FALLBACK_GAP: n is the number of workloads with a fallback, and the fewer those are, the less this share says.",
  limits: "That a drill succeeded is the agency's own word. How long the switch took counts in WITHDRAWAL, not here.",
  source:
    "García-Herrero & Dutta, Programmable Sovereignty, sections 3.4, 4 and 7.5; a year as in DORA, Regulation (EU) 2022/2554, article 11(6), which has continuity plans tested at least yearly.",
  unit: "workload",
  form: "share",
  has_functions: true,
});
