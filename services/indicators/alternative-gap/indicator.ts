import { defineIndicator } from "../indicator.ts";

export const alternativeGap = defineIndicator(import.meta.url, {
  code: "ALTERNATIVE_GAP",
  version: 1,
  title: "Critical workloads without a coalition-internal alternative",
  statement:
    "For this share of the coalition's critical workloads nothing inside the coalition could replace what they run on.",
  definition:
    "Share of the critical workloads operating on the day of which alternative is no. An alternative counts when it is available on the day, its jurisdiction belongs to the coalition on the day, and its capacity is sufficient.",
  why: "Where no alternative exists, dependence cannot be ended even given time: the third headline.",
  how_to_read:
    "The band runs from what is certain (lower) to what is certain or not reported (upper). The value is the upper end.",
  limits: "Whether an alternative is good enough is the agency's own word.",
  source: "García-Herrero & Dutta, Programmable Sovereignty, sections 3.4 and 4.",
  unit: "workload",
  form: "share",
  has_functions: true,
});
