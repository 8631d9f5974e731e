/** What may be wrong with a cell, with its sentence and what to do. The rules of the record come after these. */
export const mappingFaults = {
  "blank-undecided": {
    sentence: "A cell is blank, and the mapping does not say what a blank means.",
    remedy:
      'Add `blank: not-reported`, `none` (of lists) or `error` to the field in the mapping, or what blanks stand for under `values` (""); or fill the cell.',
  },
  "blank-refused": {
    sentence: "A cell is blank in a column in which the mapping calls that an error.",
    remedy: "Fill the cell, or correct `blank` in the mapping.",
  },
  "value-not-mapped": {
    sentence: "A cell holds a value that the field does not take and the mapping does not know.",
    remedy: "Add the value to `values` in the mapping, correct the cell, or write `otherwise: null` (not reported).",
  },
  "date-not-read": {
    sentence: "A cell is not a date as the mapping says that dates are written.",
    remedy: "Add its form to `date` in the mapping, the cell to `values`, or correct the cell.",
  },
  "number-not-read": {
    sentence: "A cell is not a number as the mapping says that numbers are written.",
    remedy: "Correct `number` in the mapping, add the cell to `values`, or correct the cell.",
  },
  "cell-error": {
    sentence: "A cell holds an error of the spreadsheet, such as #N/A.",
    remedy: "Correct the formula in the spreadsheet, or replace it by its value.",
  },
  "formula-not-computed": {
    sentence: "A cell holds a formula, and the file does not hold its result.",
    remedy: "Open the file in a spreadsheet program, let it compute, and save it.",
  },
  "date-unreadable": {
    sentence: "A cell is shown as a date and is none from 1950 to 2199.",
    remedy: "Correct the cell; a number or a time of day was probably formatted as a date.",
  },
  "list-lengths-differ": {
    sentence: "Cells that are split into the same list have different numbers of parts.",
    remedy: "Give each of the cells as many parts as the others, or leave it blank.",
  },
  "list-contradiction": {
    sentence: "One cell says that there is none, and another describes one.",
    remedy: "Correct one of the two cells, or take `[]` out of the mapping.",
  },
  "malformed-row": {
    sentence: "A row has more or fewer cells than the header.",
    remedy:
      "Put cells that hold the delimiter or line ends between quotation marks, and check for a line that was cut.",
  },
  "agency-missing": {
    sentence: "A row does not say whose workload it is.",
    remedy:
      'Fill the agency\'s cell, or say under `values` of `agency` whose the rows with a blank cell are ("": <id>).',
  },
  "overlay-ambiguous": {
    sentence: "An id of the overlay is the id of workloads of two agencies.",
    remedy: "Add a column `agency` to the overlay, or check and push one agency with --agency.",
  },
} as const satisfies Record<string, { sentence: string; remedy: string }>;

export type MappingFaultCode = keyof typeof mappingFaults;
