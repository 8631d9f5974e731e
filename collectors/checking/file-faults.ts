import type { ReadingExample } from "./reading-example.ts";

/** What may be wrong with a file as a whole. */
export const fileFaults = {
  "file-unreadable": {
    error: "The file cannot be read as a whole.",
    meaning:
      "The file is empty, is not what its name says, or lacks what every row is read by: a quotation mark that is never closed, columns that the mapping names and the table does not have. Nothing can be said of its records. Build servers are told by this code; on a terminal it is two lines, what and what to do.",
    remedy: "Do what the message says; if the file was cut while it was copied, export or copy it again.",
    wrong: `id,name\na,"Triage`,
    right: `id,name\na,"Triage"`,
  },
  "records-mismatch": {
    error: "The header states another number of records than the file has.",
    meaning:
      "`records` in the first line is there to notice a file that was cut, which would otherwise look as if workloads were gone.",
    remedy: "Check for a file that was cut; if it is whole, correct the number in the header.",
    wrong: `{"schema_version": 1, "reference_date": "2026-09-30", "complete": true, "records": 2}
{"id": "a", "name": "Triage", "criticality": "not-assessed", "stage": "pilot"}`,
    right: `{"schema_version": 1, "reference_date": "2026-09-30", "complete": true, "records": 1}
{"id": "a", "name": "Triage", "criticality": "not-assessed", "stage": "pilot"}`,
  },
} as const satisfies Record<string, ReadingExample & { error: string; remedy: string }>;

export type FileFaultCode = keyof typeof fileFaults;
