import { type CommandOutline, everyCommand, type OptionOutline } from "../command-outline.ts";

/** A script for zsh, with the descriptions of the help. A file of `$fpath` by the name `_sparewheel`, or to be sourced. */
export function zshCompletion(outline: CommandOutline): string {
  const commands = everyCommand(outline);
  const withValue = [
    ...new Set(
      commands.flatMap(({ options }) => options.filter(({ takesValue }) => takesValue).map(({ long }) => long)),
    ),
  ];
  const steps = commands
    .filter(({ path }) => path.length > 0)
    .map(({ path }) => quoted(`${path.slice(0, -1).join(" ")}|${path.at(-1)}`));
  const values = commands.flatMap(({ path, options }) =>
    options.filter(({ takesValue }) => takesValue).map((option) => valueCase(path, option)),
  );
  return `#compdef sparewheel
# Completion of sparewheel for zsh. Made by "sparewheel completion zsh".
_sparewheel() {
  local at="" word index
  local -a offered
  for ((index = 2; index < CURRENT; index++)); do
    word="\${words[index]}"
    case "$word" in
      (${withValue.join("|")}) ((index++)); continue ;;
    esac
    case "$at|$word" in
      (${steps.join("|")}) at="\${at:+$at }$word" ;;
    esac
  done
  case "$at|\${words[CURRENT-1]}" in
${values.join("\n")}
  esac
  case "$at" in
${commands.map((command) => wordsCase(command, outline.options)).join("\n")}
  esac
}
if [[ "$funcstack[1]" == _sparewheel ]]; then _sparewheel "$@"; else compdef _sparewheel sparewheel; fi
`;
}

function valueCase(path: readonly string[], { long, choices, takesFile }: OptionOutline): string {
  const pattern = path.length === 0 ? `*${quoted(`|${long}`)}` : quoted(`${path.join(" ")}|${long}`);
  const offer = choices.length > 0 ? `compadd -- ${choices.map(quoted).join(" ")}; ` : takesFile ? "_files; " : "";
  return `    (${pattern}) ${offer}return ;;`;
}

function wordsCase(
  { path, options, commands, arguments: named }: CommandOutline,
  global: readonly OptionOutline[],
): string {
  const flags = new Map([...options, ...global].map(({ long, description }) => [long, description]));
  const below = commands.map((command) => described(command.path.at(-1) ?? "", command.description));
  const choices = named.flatMap((each) => each.choices);
  const lines = [
    `      if [[ "\${words[CURRENT]}" == -* ]]; then`,
    `        offered=(${[...flags].map(([long, description]) => described(long, description)).join(" ")}); _describe option offered`,
    "      else",
    below.length > 0 ? `        offered=(${below.join(" ")}); _describe command offered` : "",
    choices.length > 0 ? `        compadd -- ${choices.map(quoted).join(" ")}` : "",
    below.length + choices.length === 0 ? `        ${named.some(({ takesFile }) => takesFile) ? "_files" : ":"}` : "",
    "      fi ;;",
  ];
  return [`    (${quoted(path.join(" "))})`, ...lines.filter((line) => line !== "")].join("\n");
}

const described = (word: string, description: string): string =>
  quoted(`${word.replaceAll(":", "\\:")}:${description}`);
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
