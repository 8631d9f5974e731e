import { type Command, InvalidArgumentError, Option } from "commander";
import type { CheckOptions, FixOptions } from "#collectors/commands/check.ts";
import type { PushOptions } from "#collectors/commands/push.ts";
import { requireChosenKey } from "./choose-key.ts";
import { checkFlags, type CliContext, defaultServer, globalFlags } from "./cli-context.ts";

/** `check`, `push` and `receipt verify`: what an agency runs. */
export function addCollectorCommands(program: Command, context: CliContext): void {
  const { io, end } = context;

  fileCommand(program, "check", "check an inventory file offline, by the rules of the server")
    .option("--fix", "write a second file with everything mended that can be mended in one way only")
    .option("--fix-to <file>", "where to write it (default: beside the file, as NAME.fixed.EXTENSION)")
    .action(async (file: string, options: Omit<CheckOptions & FixOptions, "file">, command: Command) => {
      const { output, quiet } = checkFlags(command);
      const { check } = await import("#collectors/commands/check.ts");
      end(await check({ ...options, file, output, quiet }, io));
    });

  fileCommand(program, "push", "check an inventory file, send it and keep the signed receipt")
    .option("--all-agencies", "push every agency of the file; registers missing ones (needs an admin key and --member)")
    .option("--member <id>", "member under which missing agencies are registered")
    .option("--dry-run", "let the server check and count, and store nothing")
    .option("--confirm-shrink", "the inventory is meant to be much smaller than the last one")
    .option(
      "--give-up-after <duration>",
      "stop trying after so long, such as 30s, 10m or 2h (default: never)",
      milliseconds,
    )
    .option("--watch", "FILE is a folder: push what appears or changes in it, one file after the other, until stopped")
    .option("--once", "with --watch: end when every file of the folder was looked at")
    .option(
      "--settle <duration>",
      "with --watch: how long a file has to stay unchanged before it is read (default: 2s)",
      milliseconds,
    )
    .action(async (file: string, options: PushFlags, command: Command) => {
      const { giveUpAfter: giveUpAfterMs, watch: isWatch, once = false, settle, ...rest } = options;
      const flags = globalFlags(command);
      const { server = defaultServer(context), output, quiet } = flags;
      if (!isWatch && (once || settle !== undefined)) command.error("error: --once and --settle go with --watch only");
      if (isWatch) {
        const key = (): string => requireChosenKey(context, flags);
        const settleMs = settle ?? defaultSettleMs;
        const { watch } = await import("#collectors/commands/watch.ts");
        end(await watch({ ...rest, folder: file, server, key, output, quiet, giveUpAfterMs, settleMs, once }, io));
        return;
      }
      const key = requireChosenKey(context, flags);
      const { push } = await import("#collectors/commands/push.ts");
      end(await push({ ...rest, file, server, key, output, quiet, giveUpAfterMs }, io));
    });

  addMapCommands(program, context);

  program
    .command("receipt")
    .description("work with receipts")
    .command("verify <files...>")
    .description("check signatures and chain of receipts offline")
    .option(
      "--verifier-key <key>",
      "key as text or a file of keys; may repeat (default: keys.json of the spool)",
      collect,
      [],
    )
    .action(async (files: string[], { verifierKey }: { verifierKey: string[] }, command: Command) => {
      const { output, quiet } = globalFlags(command);
      const { verifyReceipts } = await import("#collectors/commands/verify-receipts.ts");
      end(await verifyReceipts({ files, verifierKeys: verifierKey, output, quiet }, io));
    });
}

function addMapCommands(program: Command, { io, end }: CliContext): void {
  const map = program.command("map").description("write and try a mapping: how a spreadsheet or CSV becomes workloads");
  map
    .command("init <file>")
    .description("write a commented mapping to begin with, from what is in the file")
    .option("--to <file>", "where to write it; - is standard output (default: beside the file, NAME.mapping.yaml)")
    .option("--sheet <name>", "sheet of a spreadsheet (default: the first that is not hidden)")
    .option("--header-row <number>", "row with the names of the columns; may repeat (default: found out)", rowNumbers)
    .action(async (file: string, options: { to?: string; sheet?: string; headerRow?: number[] }, command: Command) => {
      const { output, quiet } = globalFlags(command);
      const { mapInit } = await import("#collectors/commands/map-init.ts");
      end(await mapInit({ ...options, file, output, quiet }, io));
    });
  map
    .command("check <file>")
    .description("show the first rows beside the records that would be sent of them")
    .requiredOption("--mapping <file>", "the mapping to try")
    .option("--rows <number>", "how many rows to show", wholeNumber, 3)
    .option("--ids", "print id and name of every row as CSV instead: an overlay to begin with")
    .action(async (file: string, options: { mapping: string; rows: number; ids?: boolean }, command: Command) => {
      const { output, quiet } = globalFlags(command);
      const { mapCheck } = await import("#collectors/commands/map-check.ts");
      end(await mapCheck({ ...options, file, output, quiet }, io));
    });
}

function wholeNumber(text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new InvalidArgumentError("Expected a whole number.");
  return Number(text);
}

const rowNumbers = (text: string, before: number[] = []): number[] => [...before, wholeNumber(text)];

type PushFlags = Omit<PushOptions, "file" | "server" | "key" | "giveUpAfterMs"> & {
  giveUpAfter?: number;
  watch?: boolean;
  once?: boolean;
  settle?: number;
};

const defaultSettleMs = 2_000;

function fileCommand(program: Command, name: string, description: string): Command {
  return program
    .command(`${name} <file>`)
    .description(description)
    .addOption(new Option("--preset <name>", "form of a US federal inventory").choices(["omb-2025", "omb-2024"]))
    .option("--mapping <file>", "how the rows of a CSV or XLSX file become workloads (see `map init`)")
    .option("--overlay <file>", "CSV or YAML that adds, by workload id, what the file does not have")
    .option("--agency <id>", "the agency whose file it is, or whose records count")
    .option("--reference-date <date>", "the day that the file describes, YYYY-MM-DD")
    .option("--incomplete", "the file does not list every workload of the agency");
}

export function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

const unitMs: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function milliseconds(text: string): number {
  const [, digits = "", unit = ""] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (digits === "") throw new InvalidArgumentError("Expected a number and s, m, h or d, such as 10m.");
  return Number(digits) * (unitMs[unit] ?? 0);
}
