import { defineIndicator } from "../indicator.ts";

export const concentration = defineIndicator(import.meta.url, {
  code: "CONCENTRATION",
  version: 1,
  history: [{ version: 1, methodology: 1, changed: "First version." }],
  title: "Concentration by layer of the stack",
  statement:
    "In this layer of the stack the coalition's critical workloads stand on few providers, or on few jurisdictions: the nearer to 1, the fewer.",
  definition:
    "For each layer, over the critical workloads operating on the day with a component of the layer whose provider is given: each workload spreads weight 1 evenly over its distinct providers in the layer. hhi_provider is the sum of the squared shares of the providers in all weight; hhi_jurisdiction is the same for the jurisdictions that control the providers on the day, all providers of unknown jurisdiction together being one; workloads is the number of workloads. A layer that nobody declares is absent.",
  why: "Many contracts with one provider are one dependence. Concentration shows where a single decision reaches everybody.",
  how_to_read:
    "1 is one provider for all; 0.25 is as concentrated as four providers of equal size. Compare hhi_provider with hhi_jurisdiction: many providers can stand under one law.",
  limits:
    "Components without a provider are left out, so a layer that few report looks as it does for those few: look at workloads. Weight is by workload, not by use or money.",
  source:
    "García-Herrero & Dutta, Programmable Sovereignty, sections 3.4, 4 and 7.5; the Herfindahl-Hirschman index: A. O. Hirschman, National Power and the Structure of Foreign Trade (1945), and O. C. Herfindahl, Concentration in the U.S. Steel Industry (dissertation, Columbia University, 1950).",
  unit: "workload",
  form: "concentration",
  has_functions: true,
});
