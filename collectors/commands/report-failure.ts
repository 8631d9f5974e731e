import { CommandFailure } from "../command-failure.ts";
import type { CommandIo, ExitStatus } from "../command-io.ts";
import { paintFor } from "../paint.ts";

/** Shows why a command ends: two lines, or one JSON document. What is not a known failure is a defect and is thrown on. */
export function reportFailure(error: unknown, options: { output?: string }, io: CommandIo): ExitStatus {
  if (!(error instanceof CommandFailure)) throw error;
  const { status, message, remedy, line } = error;
  if (options.output === "json")
    io.out(`${JSON.stringify({ error: { status, message, remedy, line: line ?? null } })}\n`);
  else io.err(`${paintFor(io.colours?.err).red(message)}\n${remedy}\n`);
  return status;
}
