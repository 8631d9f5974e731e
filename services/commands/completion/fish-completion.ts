import { type CommandOutline, everyCommand, type OptionOutline } from "../command-outline.ts";

/** A script for fish, with the descriptions of the help. */
export function fishCompletion(outline: CommandOutline): string {
  const commands = everyCommand(outline);
  const withValue = [
    ...new Set(
      commands.flatMap(({ options }) => options.filter(({ takesValue }) => takesValue).map(({ long }) => long)),
    ),
  ];
  const steps = commands
    .filter(({ path }) => path.length > 0)
    .map(({ path }) => quoted(`${path.slice(0, -1).join(" ")}|${path.at(-1)}`));
  const lines = commands.flatMap((command) => linesOf(command));
  return `# Completion of sparewheel for fish. Made by "sparewheel completion fish".
function __sparewheel_at --description 'Whether the words so far name this command'
    set --local at ''
    set --local skip 0
    for word in (commandline -opc)[2..]
        if test $skip -eq 1
            set skip 0
            continue
        end
        if contains -- $word ${withValue.join(" ")}
            set skip 1
            continue
        end
        if contains -- "$at|$word" ${steps.join(" ")}
            set at (string trim -- "$at $word")
        end
    end
    test "$at" = "$argv[1]"
end
complete --command sparewheel --no-files
${outline.options.map((option) => `complete --command sparewheel${flagWords(option)}`).join("\n")}
${lines.join("\n")}
`;
}

function linesOf({ path, options, commands, arguments: named }: CommandOutline): string[] {
  const at = `complete --command sparewheel --condition ${quoted(`__sparewheel_at ${quoted(path.join(" "))}`)}`;
  return [
    ...commands.map(
      (below) => `${at} --arguments ${quoted(below.path.at(-1) ?? "")} --description ${quoted(below.description)}`,
    ),
    ...named.flatMap(({ choices, takesFile }) => [
      ...(choices.length > 0 ? [`${at} --arguments ${quoted(choices.join(" "))}`] : []),
      ...(takesFile ? [`${at} --force-files`] : []),
    ]),
    ...(path.length === 0 ? [] : options.map((option) => `${at}${flagWords(option)}`)),
  ];
}

function flagWords({ long, description, takesValue, takesFile, choices }: OptionOutline): string {
  const value = !takesValue ? "" : takesFile ? " --require-parameter --force-files" : " --exclusive";
  const offered = choices.length > 0 ? ` --arguments ${quoted(choices.join(" "))}` : "";
  return ` --long-option ${long.replace(/^--/, "")}${value}${offered} --description ${quoted(description)}`;
}

const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
