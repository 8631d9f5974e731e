import { defineIndicator } from "../indicator.ts";

export const criticalityUnassessed = defineIndicator(import.meta.url, {
  code: "CRITICALITY_UNASSESSED",
  version: 1,
  history: [{ version: 1, methodology: 1, changed: "First version." }],
  title: "Workloads whose criticality is not assessed",
  statement: "Nobody has yet said whether this share of the operating workloads is critical.",
  definition:
    "Share of the workloads operating on the day whose criticality is not-assessed. Lower and upper ends are equal.",
  why: "The other shares count critical workloads only: what is not assessed is missing from all of them.",
  how_to_read: "Read it beside every other share: a low gap with many unassessed workloads says little.",
  limits: "What an agency does not list at all is not here; COVERAGE says who is silent.",
  source:
    "García-Herrero & Dutta, Programmable Sovereignty, sections 3.4, 4 and 7.5; the three answers of criticality as in DORA's register of information, Commission Implementing Regulation (EU) 2024/2956, b_06.01.0050.",
  unit: "workload",
  form: "share",
  has_functions: true,
});
