import { defineIndicator } from "../indicator.ts";

export const tenancy = defineIndicator(import.meta.url, {
  code: "TENANCY",
  version: 1,
  title: "Open-weight models on foreign-controlled compute",
  statement:
    "This share of the coalition's critical workloads that use an open-weight model runs it on compute that somebody outside controls.",
  definition:
    "Over the critical workloads operating on the day that have a model component with open weights: yes where any compute component lies under a jurisdiction that is not internal; unknown where no compute component is named, or where the jurisdiction of one is unknown and of none foreign.",
  why: "An open model can be kept for ever, but not on a machine that somebody else switches off: weights alone are no independence.",
  how_to_read:
    "The band runs from what is certain (lower) to what is certain or not reported (upper). The value is the upper end.",
  limits:
    "A workload whose components are not reported is not in the population. Who controls a provider is what the registry says; where its machines stand is not asked.",
  source: "García-Herrero & Dutta, Programmable Sovereignty, section 4; layers of the AI stack as there.",
  unit: "workload",
  form: "share",
  has_functions: true,
});
