import { defineIndicator } from "../indicator.ts";

export const tenancy = defineIndicator(import.meta.url, {
  code: "TENANCY",
  version: 1,
  history: [{ version: 1, methodology: 1, changed: "First version." }],
  title: "Open-weight models on foreign-controlled compute",
  statement:
    "This share of the coalition's critical workloads that use an open-weight model runs on compute that somebody outside the coalition controls.",
  definition:
    "Share of the critical workloads operating on the day that have a component of layer model with open weights, of which any compute component lies under a jurisdiction that is not internal on the day. A component's jurisdiction is that of whoever controls its provider on the day. Unknown where no compute component is listed, or where a jurisdiction is unknown and none is foreign. A workload whose components are not reported is not counted.",
  why: "An open model can be kept for ever, but not on a machine that somebody else can switch off: open weights alone are no independence.",
  how_to_read:
    "The band runs from what is certain (lower) to what is certain or not reported (upper). The value is the upper end. Look at n: it counts only workloads known to use an open-weight model.",
  limits:
    "Who controls a provider is what the registry says; where its machines stand is not asked. One foreign compute component is enough, however small its part.",
  source:
    "García-Herrero & Dutta, Programmable Sovereignty, sections 3.4, 4 and 7.5; layers of the record as in docs/workload.md.",
  unit: "workload",
  form: "share",
  has_functions: true,
});
