import type { ReadingExample } from "../checking/reading-example.ts";
import { mappingFaultExamples } from "../mapping/mapping-fault-examples.ts";
import type { SourceWarningCode } from "./source.ts";

export const sourceWarningExamples: Record<SourceWarningCode, ReadingExample & { remedy: string }> = {
  "date-approximate": {
    meaning:
      "The inventory gives a month. Its first day is taken, because without a day the workload would be left out of everything that depends on one; the receipt counts how many days are so.",
    remedy: "Give the day, in the table or by an overlay; if nobody knows it, leave it so.",
    mapping: "deployed_on: { column: Live since, date: [YYYY-MM-DD, YYYY-MM], blank: not-reported }",
    wrong: "id,name,Live since\na,Triage,2025-02",
    right: "id,name,Live since\na,Triage,2025-02-03",
  },
  "date-year-only": {
    meaning:
      "The inventory gives a year. Its first of January is taken, which may be off by most of a year: debts that are counted from it are an upper end.",
    remedy: "Give the day, or the month at least, in the table or by an overlay.",
    mapping: "deployed_on: { column: Live since, date: [YYYY-MM-DD, YYYY], blank: not-reported }",
    wrong: "id,name,Live since\na,Triage,2025",
    right: "id,name,Live since\na,Triage,2025-02-03",
  },
  "date-unreadable": {
    ...mappingFaultExamples["date-unreadable"],
    remedy:
      "Correct the cell, or add its form to `date` in the mapping; in a spreadsheet a number or a time of day was probably formatted as a date.",
  },
  "id-repeated": {
    meaning:
      "A published inventory has the same id in several rows of one agency. All are kept, numbered in the order of the file; if that order changes next year, two workloads may change places. A table of your own is refused instead: see [duplicate-workload](duplicate-workload.md).",
    remedy: "Give each row an id of its own where the inventory is kept.",
    wrong: "agency,id,use_case_name\nVA,12,Triage\nVA,12,Chatbot",
    right: "agency,id,use_case_name\nVA,12,Triage\nVA,13,Chatbot",
    isSketch: true,
  },
  "name-truncated": {
    meaning:
      "Names are in no figure, so a name that is too long is no reason to refuse a file. Mostly a description stands in the column of names.",
    remedy: "Shorten the name to 300 characters.",
    wrong: "id,name\na,Triage of claims for benefits by ... (more than 300 characters)",
    right: "id,name\na,Triage of claims for benefits",
    isSketch: true,
  },
  "stage-not-reported": {
    meaning:
      "Every workload needs a stage, and a published inventory left it blank. `planned` is the one that claims least: the workload is not counted as operating, so it is in none of the figures about operating workloads.",
    remedy: "Fill the cell where the inventory is kept, or give `stage` by an overlay.",
    wrong: "agency,id,use_case_name,development_stage\nVA,12,Triage,",
    right: "agency,id,use_case_name,development_stage\nVA,12,Triage,Deployed",
    isSketch: true,
  },
  "overlay-id-unknown": {
    meaning:
      "A line of the overlay is about a workload that the file does not have: its id was misspelt or changed, or the workload is gone. What the line says is in no figure.",
    remedy: "Correct the id, or take the line out of the overlay.",
    overlay: "id,deployed_on\nb,2025-02-03",
    wrong: "id,name\na,Triage",
    right: "id,name\nb,Triage",
  },
  "overlay-overrides": {
    meaning:
      "The overlay is the later and more deliberate word, so it wins; that two sources disagree is told, because one of them is wrong.",
    remedy: "Where the file is right, take the value out of the overlay; else correct the file.",
    mapping: "deployed_on: { column: Live since, blank: not-reported }",
    overlay: "id,deployed_on\na,2025-02-03",
    wrong: "id,name,Live since\na,Triage,2024-02-03",
    right: "id,name,Live since\na,Triage,",
  },
  unnamed: {
    meaning:
      "A published inventory left the name blank. Names are in no figure, so the workload is kept and people read `(unnamed)`.",
    remedy: "Fill the cell where the inventory is kept, or give `name` by an overlay.",
    wrong: "agency,id,use_case_name\nVA,12,",
    right: "agency,id,use_case_name\nVA,12,Triage",
    isSketch: true,
  },
  "value-not-known": {
    meaning:
      "The cell says something that nobody has said what it stands for. The field counts as *not reported*, which leaves the figures about it open at their upper end. In a published inventory a stage that is not known is read as `planned`.",
    remedy: "Add the value to `values` in the mapping, or correct the cell.",
    mapping: "regulated: { column: Risk, values: { High: true, Low: false }, blank: not-reported, otherwise: null }",
    wrong: "id,name,Risk\na,Triage,Medium",
    right: "id,name,Risk\na,Triage,High",
  },
};
