import { Argument, type Command, Option } from "commander";
import { bashCompletion } from "./completion/bash-completion.ts";
import { fishCompletion } from "./completion/fish-completion.ts";
import { zshCompletion } from "./completion/zsh-completion.ts";
import { type CliContext, globalFlags } from "./cli-context.ts";
import { type CommandOutline, outlineOf } from "./command-outline.ts";

const shells = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const satisfies Record<
  string,
  (outline: CommandOutline) => string
>;

/** `doctor`, `config` and `completion`: what helps with the other commands. */
export function addToolCommands(program: Command, context: CliContext): void {
  const { io, end } = context;

  program
    .command("doctor")
    .description("look for what stands in the way: Node, disk, ports, clock, stores, key, server")
    .action(async (_options: object, command: Command) => {
      const { doctor } = await import("./doctor.ts");
      end(await doctor(context, globalFlags(command)));
    });

  const config = program.command("config").description("settings of this machine (docs/configuration.md)");
  config
    .command("print")
    .description("print every setting, its value and where that comes from")
    .addOption(new Option("--redacted", "leave secrets out, for a message to somebody").default(true))
    .option("--no-redacted", "print secrets too")
    .action(async ({ redacted }: { redacted: boolean }, command: Command) => {
      const { printConfig } = await import("./config.ts");
      end(printConfig(context, globalFlags(command), { isRedacted: redacted }));
    });
  config
    .command("check")
    .description("say what is wrong with the settings, or looks misspelt; exit status 2 when a server would not start")
    .action(async (_options: object, command: Command) => {
      const { checkConfig } = await import("./config.ts");
      end(checkConfig(context, globalFlags(command)));
    });

  program
    .command("completion")
    .description("print what completes commands and options in a shell")
    .addArgument(new Argument("<shell>", "the shell").choices(Object.keys(shells)))
    .action((shell: keyof typeof shells, _options: object, command: Command) => {
      const script = shells[shell](outlineOf(program));
      io.out(globalFlags(command).output === "json" ? `${JSON.stringify({ shell, script })}\n` : script);
      end(0);
    });
}
