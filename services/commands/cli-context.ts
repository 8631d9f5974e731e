import type { Command } from "commander";
import type { CheckOutput } from "#collectors/checking/check-options.ts";
import { CommandFailure } from "#collectors/command-failure.ts";
import type { CommandIo } from "#collectors/command-io.ts";

/** What commands get of the process; `cli.ts` alone touches it. */
export type CliContext = {
  environment: Readonly<Record<string, string | undefined>>;
  io: CommandIo;
  /** Shows a secret to a person: there only when standard output is a terminal. */
  terminal: ((text: string) => void) | undefined;
  /** Takes the exit status of the command that ran. */
  end: (status: number) => void;
};

/** Flags that every command takes. */
export type GlobalFlags = { server?: string; keyFile?: string; output: "text" | "json"; quiet?: boolean };

export function globalFlags(command: Command): GlobalFlags {
  const { output, ...flags } = checkFlags(command);
  if (output === "sarif" || output === "junit")
    throw new CommandFailure(2, `--output ${output} is a form of the report of check only.`, "Use --output json.");
  return { ...flags, output };
}

/** The same for `check`, whose report has more forms. */
export function checkFlags(command: Command): Omit<GlobalFlags, "output"> & { output: CheckOutput } {
  return command.optsWithGlobals();
}

/** Where a server of this machine listens unless told otherwise. */
export function defaultServer({ environment }: CliContext): string {
  return `http://127.0.0.1:${environment.PORT || "8080"}`;
}
