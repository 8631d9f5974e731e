import { defineIndicator } from "../indicator.ts";

export const concentration = defineIndicator(import.meta.url, {
  code: "CONCENTRATION",
  version: 1,
  title: "Concentration by layer of the stack",
  statement:
    "In this layer the coalition's critical workloads stand on few providers, or few jurisdictions: the nearer to 1, the fewer.",
  definition:
    "For each layer, over the critical workloads operating on the day that name a provider in it: each spreads weight 1 evenly over its distinct providers of the layer. The sum of squared shares of the providers, and of the jurisdictions that control them on the day; providers of unknown jurisdiction together are one. A layer that nobody declares is absent.",
  why: "Many contracts with one provider are one dependence. Concentration shows where a single decision reaches everybody.",
  how_to_read:
    "1 is one provider for all; 0.25 is as concentrated as four equal ones. Compare provider with jurisdiction: many providers can stand under one law.",
  limits: "Components without a provider are left out. Weight is by workload, not by use or by money.",
  source: "Herfindahl-Hirschman index; layers as in García-Herrero & Dutta, Programmable Sovereignty, section 4.",
  unit: "workload",
  form: "concentration",
  has_functions: true,
});
