import { commandFiles, commandVariables, exitStatuses } from "./command-words.ts";
import { type CommandOutline, everyCommand, type OptionOutline } from "./command-outline.ts";

const introduction = `# The command line

One program for agencies, ministries, secretariats and operators. \`sparewheel COMMAND --help\` prints what stands here for one
command; \`man -l infra/man/sparewheel.1\` is the same as a manual page. How agencies work with it: [collectors.md](collectors.md);
what a server's variables are: [configuration.md](configuration.md).

- **Results** go to standard output, everything else to standard error. \`--output json\` makes the result one document; only
  \`push --watch\` prints a line a file, and \`figures\` of case files a line a file.
- **Errors** are two lines, what is wrong and what to do; with \`--output json\` they are \`{"error": {"status", "message", "remedy", "line"}}\`.
- **Colours** are there on a terminal only, and never with \`--no-color\`, with \`NO_COLOR\` set, or where \`TERM\` is \`dumb\`. Tables are
  broken to fit a terminal and keep to a line a row in a pipe.
- **Stop** a command by Ctrl-C or SIGTERM. What was spooled goes on with the next run.

## Exit status

`;

const watching = `## A folder that is watched

\`sparewheel push --watch FOLDER\` pushes the files of a folder as they appear and change, one at a time. It looks five times a second,
also at folders of other machines.

- **A file is whole** when its size and time were the same for two seconds (\`--settle\`). One that was written elsewhere and moved in,
  or renamed from a name such as \`.inventory.csv.part\`, is read at once. Names that begin with a dot or end in \`~\`, \`.part\`, \`.tmp\`
  and the like are never read.
- **Errors in a file** are printed; the file stays, the others go on, and the same bytes are not tried again, until the options, the
  mapping, the overlay or the version of the program are others. A file that the server refused is tried again when it is touched or the watch is started again.
- **A restart** finds unacknowledged pushes in the spool and resumes them under their ids; the bytes that were dealt with are
  remembered beside it, by server and folder. A file with an earlier content is pushed when it has that content again.
- **The key file** is read before every push: a new key needs no restart.
- **SIGTERM or Ctrl-C** end it with status 0. With \`--once\` it ends when everything was looked at, with the highest status of all files:
  a file with errors keeps that status at 1 until it is another. One that is still being written after a minute is left for the next run, with
  status 4.

\`--confirm-shrink\` is a person's word for one file and is refused here; push that file by hand.

### From cron or systemd

| file | what it does |
| --- | --- |
| [infra/cron/sparewheel-push](../infra/cron/sparewheel-push) | looks every quarter of an hour, with a lock so that no two overlap |
| [infra/systemd/sparewheel-push.timer](../infra/systemd/sparewheel-push.timer), [.service](../infra/systemd/sparewheel-push.service) | once a night with systemd, at a time of its own, the key as a credential; a failed run shows in \`systemctl --failed\` |
| [infra/systemd/sparewheel-watch.service](../infra/systemd/sparewheel-watch.service) | watches all the time |
| [infra/systemd/sparewheel.service](../infra/systemd/sparewheel.service) | a server |

All need Node and \`npm ci --omit=optional --omit=dev\`, but for the server, which needs the optional packages or two store URLs.

## Completion

Put what \`sparewheel completion bash\`, \`zsh\` or \`fish\` prints where your shell looks; the examples [below](#commands) name the places.

`;

/** docs/command-line.md: how commands behave, and each with its options and examples. */
export function commandPage(outline: CommandOutline): string {
  const commands = everyCommand(outline).filter(({ path, commands: below }) => path.length > 0 && below.length === 0);
  return [
    introduction,
    table(["", "", "what to do"], exitStatuses),
    "\n",
    watching,
    "## Environment and files\n\n",
    table(
      ["variable", ""],
      commandVariables.map(([name, meaning]) => [`\`${name.replaceAll(", ", "`, `")}\``, meaning]),
    ),
    "\n",
    table(
      ["file", ""],
      commandFiles.map(([path, meaning]) => [`\`${path}\``, meaning]),
    ),
    "\n## Commands\n\nEvery command also takes\n\n",
    optionTable(outline.options),
    ...commands.map(commandSection),
  ].join("");
}

function commandSection({ path, usage, description, options, examples }: CommandOutline): string {
  const own = options.filter(({ long }) => long !== "--help");
  return [
    `\n### ${path.join(" ")}\n\n\`sparewheel ${usage}\`: ${description}.\n`,
    own.length === 0 ? "" : `\n${optionTable(own)}`,
    `\n\`\`\`text\n${examples.map(({ for: purpose, line }) => `# ${purpose}\n${line}`).join("\n")}\n\`\`\`\n`,
  ].join("");
}

const optionTable = (options: readonly OptionOutline[]): string =>
  table(
    ["option", ""],
    options.map(({ flags, description, choices }) => [
      `\`${flags}\``,
      choices.length > 0 ? `${description}; one of ${choices.join(", ")}` : description,
    ]),
  );

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |\n`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("").replaceAll("|  |", "| |");
}
