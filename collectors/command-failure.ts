import type { ExitStatus } from "./command-io.ts";

/** Ends a command. Shown as two lines: what is wrong, and what to do. */
export class CommandFailure extends Error {
  readonly status: ExitStatus;
  readonly remedy: string;
  /** Physical line of the file, when the failure has one. */
  readonly line: number | undefined;

  constructor(status: ExitStatus, message: string, remedy: string, line?: number) {
    super(message);
    this.status = status;
    this.remedy = remedy;
    this.line = line;
  }
}
