import { defineIndicator } from "../indicator.ts";

export const alternativeGap = defineIndicator(import.meta.url, {
  code: "ALTERNATIVE_GAP",
  version: 1,
  history: [{ version: 1, methodology: 1, changed: "First version." }],
  title: "Critical workloads without a coalition-internal alternative",
  statement:
    "For this share of the coalition's critical workloads nothing inside the coalition could replace what they run on.",
  definition:
    "Share of the critical workloads operating on the day of which alternative is no. An alternative counts when its status is available, it is there on the day, its jurisdiction (its own, else that of its provider on the day) is internal on the day, and its capacity is sufficient. Unknown where the list of alternatives, the jurisdiction or the capacity that would decide is not known.",
  why: "Where no alternative exists, dependence cannot be ended even given time: the third headline.",
  how_to_read:
    "The band runs from what is certain (lower) to what is certain or not reported (upper). The value is the upper end.",
  limits: "Whether an alternative is good enough is the agency's own word.",
  source: "García-Herrero & Dutta, Programmable Sovereignty, sections 3.4, 4 and 7.5.",
  unit: "workload",
  form: "share",
  has_functions: true,
});
