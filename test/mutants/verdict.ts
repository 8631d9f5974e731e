/** The part of vitest's JSON report that a verdict needs. */
export interface Report {
  testResults: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { status: string; fullName: string }[];
  }[];
}

/** `broken`: no test failed, yet a file did not run to its end: nothing is learnt about what the tests notice. */
export type Verdict = { kind: "noticed"; by: string } | { kind: "not noticed" } | { kind: "broken"; message: string };

/** What a run says; undefined stands for a run that wrote no report. */
export function verdictOf(report: Report | undefined): Verdict {
  if (!report || report.testResults.length === 0) return { kind: "broken", message: "no test was run" };
  for (const { assertionResults } of report.testResults) {
    const failed = assertionResults.find(({ status }) => status === "failed");
    if (failed) return { kind: "noticed", by: failed.fullName };
  }
  const unfinished = report.testResults.find(({ status }) => status !== "passed");
  return unfinished
    ? { kind: "broken", message: unfinished.message?.split("\n")[0] ?? unfinished.name }
    : { kind: "not noticed" };
}
