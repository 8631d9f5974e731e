/** One thing that is wrong in a case file: where, and what was expected and found. */
export interface CaseFault {
  /** RFC 6901. */
  pointer: string;
  message: string;
}

/** A case file that cannot be answered. */
export class CaseRefused extends Error {
  override readonly name = "CaseRefused";
  readonly faults: readonly CaseFault[];

  constructor(faults: readonly CaseFault[]) {
    super(faults.map(({ pointer, message }) => `${pointer}: ${message}`).join("\n"));
    this.faults = faults;
  }
}
