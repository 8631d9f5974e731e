import { type Command, InvalidArgumentError } from "commander";
import { type CliContext, globalFlags } from "./cli-context.ts";
import { collect } from "./collector-commands.ts";

/** What an operator or an administrator runs. The code of each is loaded when it runs. */
export function addServerCommands(program: Command, context: CliContext): void {
  const { end } = context;

  program
    .command("serve")
    .description("run the server; docs/configuration.md lists its variables")
    .action(async () => {
      const { main } = await import("#services/main.ts");
      end(await main(context.environment, { terminal: context.terminal, err: (text) => context.io.err(text) }));
    });

  program
    .command("demo")
    .argument("[reset]", "`reset` removes what demonstrations have stored, and starts nothing")
    .description("start a server of its own with a made-up coalition, and show figures")
    .option("--real", "with two real inventories instead: US federal agencies, 2024 and 2025")
    .option("--once", "end after the figures instead of serving until Ctrl-C")
    .action(async (word: string | undefined, options: { real?: boolean; once?: boolean }, command: Command) => {
      if (word !== undefined && word !== "reset") command.error(`error: expected reset or nothing, found "${word}"`);
      const { demo, resetDemo } = await import("./demo.ts");
      const flags = globalFlags(command);
      const { real = false, once = false } = options;
      end(word === "reset" ? resetDemo(context, flags) : await demo(context, flags, { real, once }));
    });

  addFiguresCommand(program, context);

  program
    .command("rebuild")
    .description("drop what ClickHouse has and project the whole ledger again")
    .action(async (_options: object, command: Command) => {
      const { rebuild } = await import("./rebuild.ts");
      end(await rebuild(context, globalFlags(command)));
    });

  addKeyCommands(program, context);
  addRegistryCommands(program, context);

  const migrate = program.command("migrate").description("bring the stores of a stopped server up to date");
  for (const [name, description] of [
    ["status", "list every migration and whether it is applied"],
    ["up", "apply what is pending"],
  ] as const) {
    migrate
      .command(name)
      .description(description)
      .action(async (_options: object, command: Command) => {
        const { migrate: run } = await import("./migrate.ts");
        end(await run(context, globalFlags(command), name));
      });
  }
}

type FiguresOptions = { date?: string; knownAt?: string; group: string[]; code: string[]; check?: boolean };

function addFiguresCommand(program: Command, context: CliContext): void {
  program
    .command("figures [files...]")
    .description("print figures of a date from a server, or those of case files from stores that are thrown away")
    .option("--date <date>", "the day, YYYY-MM-DD; required without files")
    .option("--known-at <instant>", "as known at an instant, such as 2026-11-21T09:30:00Z (default: now)")
    .option("--group <group>", "coalition, member:ID, agency:ID or function:NN; may repeat (default: all)", collect, [])
    .option("--code <code>", "an indicator, such as EVAL_GAP; may repeat (default: all)", collect, [])
    .option("--check", "print where the figures of case files are not as those expect; exit status 1 when they are not")
    .action(async (files: string[], options: FiguresOptions, command: Command) => {
      const { date, knownAt, group, code, check = false } = options;
      const flags = globalFlags(command);
      if (files.length > 0) {
        if ([date, knownAt, ...group, ...code].some((value) => value !== undefined))
          command.error("error: case files bring their own queries: no --date, --known-at, --group or --code");
        const { figuresOfCases } = await import("./figures-of-cases.ts");
        context.end(await figuresOfCases(context, flags, { files, check }));
        return;
      }
      if (check) command.error("error: --check needs case files");
      if (date === undefined) command.error("error: required option '--date <date>' not specified");
      const { figures } = await import("./figures.ts");
      context.end(await figures(context, flags, { date, knownAt, group, code }));
    });
}

function addKeyCommands(program: Command, context: CliContext): void {
  const { end } = context;
  const key = program.command("key").description("make, list and revoke keys (docs/keys.md)");
  key
    .command("create <kind>")
    .description("make a key: agency, officer, reader, grafana or admin; the key is the only line on standard output")
    .option("--agency <id>", "the agency of an agency's or officer's key")
    .option("--member <id>", "the member that a reader's or grafana key is confined to")
    .option("--expires <days>", "how long it is good for, 1d to 365d", days, 90)
    .action(async (kind: string, options: { agency?: string; member?: string; expires: number }, command: Command) => {
      const { createKeyCommand } = await import("./keys.ts");
      end(await createKeyCommand(context, globalFlags(command), { kind, ...options }));
    });
  key
    .command("list")
    .description("list all keys, without their secrets")
    .action(async (_options: object, command: Command) => {
      const { listKeysCommand } = await import("./keys.ts");
      end(await listKeysCommand(context, globalFlags(command)));
    });
  key
    .command("revoke <public-id>")
    .description("end a key now and for ever")
    .action(async (publicId: string, _options: object, command: Command) => {
      const { revokeKeyCommand } = await import("./keys.ts");
      end(await revokeKeyCommand(context, globalFlags(command), publicId));
    });
}

function addRegistryCommands(program: Command, context: CliContext): void {
  const { end } = context;
  const registry = program.command("registry").description("members, agencies, providers and scenarios");
  registry
    .command("import <file>")
    .description("record the changes of a YAML or JSON file, and show them")
    .option("--dry-run", "show them and record nothing")
    .action(async (file: string, { dryRun = false }: { dryRun?: boolean }, command: Command) => {
      const { importRegistry } = await import("./registry.ts");
      end(await importRegistry(context, globalFlags(command), { file, dryRun }));
    });
  registry
    .command("export")
    .description("print the whole registry as YAML, or as JSON with --output json")
    .action(async (_options: object, command: Command) => {
      const { exportRegistry } = await import("./registry.ts");
      end(await exportRegistry(context, globalFlags(command)));
    });
}

function days(text: string): number {
  const count = Number(/^(\d{1,3})d$/.exec(text)?.[1]);
  if (!(count >= 1 && count <= 365)) throw new InvalidArgumentError("Expected 1d to 365d.");
  return count;
}
