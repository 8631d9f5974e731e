import type { ReadingExample } from "../checking/reading-example.ts";
import type { MappingFaultCode } from "./mapping-faults.ts";

export const mappingFaultExamples: Record<MappingFaultCode, ReadingExample> = {
  "blank-undecided": {
    meaning:
      "A blank cell may mean that there is none, that nobody knows, or that somebody forgot; figures differ by which it is. So the mapping is asked once for each column, and nothing is guessed.",
    mapping: "deployed_on: { column: Live since }",
    wrong: "id,name,Live since\na,Triage,2025-02-03\nb,Chatbot,",
    right: "id,name,Live since\na,Triage,2025-02-03\nb,Chatbot,2025-09-01",
  },
  "blank-refused": {
    meaning:
      "The mapping says `blank: error` of the column: whoever wrote it wanted to hear of cells that were left out.",
    mapping: "deployed_on: { column: Live since, blank: error }",
    wrong: "id,name,Live since\na,Triage,",
    right: "id,name,Live since\na,Triage,2025-02-03",
  },
  "value-not-mapped": {
    meaning:
      "Your inventory has words of its own, and `values` says what each stands for. A new word, or one spelt differently, is not guessed at.",
    mapping: "regulated: { column: Risk, values: { High: true, Low: false } }",
    wrong: "id,name,Risk\na,Triage,Hihg",
    right: "id,name,Risk\na,Triage,High",
  },
  "date-not-read": {
    meaning:
      "03/04/2026 is 3 April for one reader and 4 March for another, so dates are read only as the mapping says that they are written. `date` may be a list where the column has several forms.",
    mapping: "deployed_on: { column: Live since, date: DD.MM.YYYY, blank: not-reported }",
    wrong: "id,name,Live since\na,Triage,2025/02/03",
    right: "id,name,Live since\na,Triage,03.02.2025",
  },
  "number-not-read": {
    meaning:
      "1.200 is twelve hundred for one reader and one and a fifth for another, so numbers are read only as the mapping says that they are written.",
    mapping: `users_affected: { column: Users, number: "1234.5", blank: not-reported }`,
    wrong: "id,name,Users\na,Triage,about 1200",
    right: "id,name,Users\na,Triage,1200",
  },
  "cell-error": {
    meaning:
      "The spreadsheet itself could not compute the cell, so there is no value. Where such a cell is meant to say something, `values` may name it, as any other text.",
    wrong: "| id | name   | Users |\n| a  | Triage | #N/A  |",
    right: "| id | name   | Users |\n| a  | Triage | 1200  |",
    isSketch: true,
  },
  "formula-not-computed": {
    meaning:
      "Programs that write spreadsheets may leave formulas to be computed by whoever opens the file. Formulas are not computed here, because the result could differ from what your program shows.",
    wrong: "| id | name   | Users                     |\n| a  | Triage | =SUM(B2:B9), never opened |",
    right: "| id | name   | Users              |\n| a  | Triage | =SUM(B2:B9) → 1200 |",
    isSketch: true,
  },
  "date-unreadable": {
    meaning:
      "In a spreadsheet a cell can be shown as a date and hold a number that is none: a time of day, a year that became 15 July 1905. In a table that a mapping reads it is an error; where the mapping says `otherwise: null`, and in a published inventory, it is a warning and the day counts as *not reported*.",
    mapping: "deployed_on: { column: Live since, date: YYYY-MM-DD, blank: not-reported, otherwise: null }",
    wrong: "id,name,Live since\na,Triage,soon",
    right: "id,name,Live since\na,Triage,2025-02-03",
  },
  "list-lengths-differ": {
    meaning:
      "Cells that are split into one list are read side by side: the second provider belongs to the second region. With different numbers of parts it is unclear what belongs to what.",
    mapping: `components[0].layer: { constant: model }
components[0].provider: { column: Vendors, as: slug, blank: not-reported, list: { separator: ";" } }
components[0].region: { column: Regions, blank: not-reported, list: { separator: ";" } }`,
    wrong: "id,name,Vendors,Regions\na,Triage,Acme;Nordic;Third,North;West",
    right: "id,name,Vendors,Regions\na,Triage,Acme;Nordic;Third,North;West;West",
  },
  "list-contradiction": {
    meaning: "*There is none* and *there is this one* cannot both hold, and figures differ by which does.",
    mapping: `fallbacks: { column: Fallback, values: { none: [] }, blank: not-reported, otherwise: null }
fallbacks[0].id: { constant: paper }
fallbacks[0].kind: { column: Kind, blank: none }`,
    wrong: "id,name,Fallback,Kind\na,Triage,none,manual",
    right: "id,name,Fallback,Kind\na,Triage,none,",
  },
  "malformed-row": {
    meaning:
      "With a cell too many or too few, every cell behind it would be read as another column's. The row is not read; those before and after it are. Published inventories are held to the same.",
    wrong: "id,name\na,Triage, of benefits",
    right: 'id,name\na,"Triage, of benefits"',
  },
  "agency-missing": {
    meaning:
      "A file of several agencies says of each row whose it is. A row of nobody could be counted for nobody. In a published inventory it is the column of the agency's abbreviation.",
    agency: "{ column: Agency, blank: error }",
    wrong: "id,name,Agency\na,Triage,",
    right: "id,name,Agency\na,Triage,nl-tax",
  },
  "overlay-ambiguous": {
    meaning: "Ids are unique within an agency only. To give both workloads what was meant for one would be a guess.",
    agency: "{ column: Agency, blank: error }",
    overlay: "id,deployed_on\na,2025-02-03",
    wrong: "id,name,Agency\na,Triage,nl-tax\na,Chatbot,nl-health",
    right: "id,name,Agency\na,Triage,nl-tax\nb,Chatbot,nl-health",
  },
};
