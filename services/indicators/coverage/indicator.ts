import { defineIndicator } from "../indicator.ts";

export const coverage = defineIndicator(import.meta.url, {
  code: "COVERAGE",
  version: 1,
  history: [{ version: 1, methodology: 1, changed: "First version." }],
  title: "Agencies that report",
  statement: "This share of the registered agencies has described its workloads within the last 92 days.",
  definition:
    "Share of the agencies registered on the day that have a push with a reference date after the 92nd day before it and not after it, whatever the push lists and whether or not a later one replaced it. Lower and upper ends are equal.",
  why: "A silent agency does not leave the figures: its last words still count. Coverage says how old they are.",
  how_to_read: "1 means that every registered agency reported within a quarter.",
  limits: "It counts agencies, not workloads, and says nothing about how complete a filing is.",
  source: "García-Herrero & Dutta, Programmable Sovereignty, sections 3.4, 4 and 7.5. 92 days are the longest quarter.",
  unit: "agency",
  form: "share",
  has_functions: false,
});
