/** Why an agency's push or dry run was not taken, for a person. */
export interface Failure {
  /** What happened, on one line. */
  what: string;
  /** The errors, or the workloads that would go; a line each. */
  details: readonly string[];
  /** What to do, on one line. */
  remedy: string;
}

/** Details stand above, so that the last two lines say what happened and what to do. */
export const failureLines = (agency: string, { what, details, remedy }: Failure): string =>
  [...details, `${agency}: ${what}`, remedy].map((line) => `${line}\n`).join("");

/** The same for programs. */
export const failureText = ({ what, details, remedy }: Failure): string => [what, ...details, remedy].join("\n");
