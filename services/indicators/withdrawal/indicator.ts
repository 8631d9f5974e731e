import { defineIndicator } from "../indicator.ts";

export const withdrawal = defineIndicator(import.meta.url, {
  code: "WITHDRAWAL",
  version: 1,
  history: [{ version: 1, methodology: 1, changed: "First version." }],
  title: "What a provider's withdrawal would stop",
  statement:
    "If these providers or jurisdictions withdrew with this notice, so many of the coalition's critical workloads would go on, stop for a while, or go dark.",
  definition:
    "For a scenario of providers, jurisdictions and minutes of notice, each critical workload operating on the day is in one class. A component or fallback is withdrawn when its provider is listed, or when its jurisdiction on the day is (a fallback's own where given, else its provider's). Its jurisdiction unknown, that is unknown if the scenario lists any jurisdiction or if it names no provider, else no. A workload is hit when any component is withdrawn that is not easily substituted; a component without provider is unknown, and so are components not reported. Not hit: unaffected. Hit unknown, or hit with fallbacks not reported: unknown. Otherwise its fallbacks count that are available on the day with capacity. Of those not withdrawn, one with a tested time within the notice: continues_tested; else one without a tested time and with a declared time within the notice: continues_untested; else one with any time: interrupted. Else one not withdrawn, or of which that is unknown: unknown. Else dark. The tested time is that of the latest successful drill by the day that has minutes, the fewest of several on one day.",
  why: "Dependence is a fact; whether it can be reversed is the question. This answers it for the day on which somebody else decides.",
  how_to_read:
    "The classes add up to the critical workloads operating on the day. Interrupted and dark are what would stop; unknown is what nobody can promise; continues_untested rests on a declaration that no drill has confirmed.",
  limits:
    "Workloads are taken one by one: that many would ask for one fallback's capacity at once is not counted. Times are the agency's own word, and a jurisdiction is what the registry says of a provider.",
  source:
    "García-Herrero & Dutta, Programmable Sovereignty, sections 3.4, 4 and 7.5; substitutability as in DORA's register of information, Commission Implementing Regulation (EU) 2024/2956, b_07.01.0050.",
  unit: "workload",
  form: "classes",
  has_functions: true,
});
