import { defineIndicator } from "../indicator.ts";

export const withdrawal = defineIndicator(import.meta.url, {
  code: "WITHDRAWAL",
  version: 1,
  title: "What a provider's withdrawal would stop",
  statement:
    "If these providers withdrew with this notice, so many of the coalition's critical workloads would go on, stop for a while, or go dark.",
  definition:
    "For a scenario of providers, jurisdictions and minutes of notice, each critical workload operating on the day is in one class. Not hit, as no component that is not easily substituted has a provider listed or under a listed jurisdiction: unaffected. Hit, with a fallback that is not withdrawn and takes over within the notice: continues_tested by its latest successful drill, continues_untested by its declared time where no drill gave one. With such a fallback whose time is longer: interrupted. With none: dark. Unknown where what was not reported decides.",
  why: "Dependence is a fact; whether it is reversible is the question. This answers it for the day on which somebody else decides.",
  how_to_read:
    "Classes sum to the critical workloads operating. Dark and interrupted are what would stop; unknown is what nobody can promise.",
  limits:
    "Components are taken one by one: that a fallback's capacity would be asked for by many at once is not counted. Times are the agency's own.",
  source:
    "García-Herrero & Dutta, Programmable Sovereignty, section 4; substitutability as in DORA's register of information, b_07.01.0050.",
  unit: "workload",
  form: "classes",
  has_functions: true,
});
