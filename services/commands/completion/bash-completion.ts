import { type CommandOutline, everyCommand, type OptionOutline } from "../command-outline.ts";

/**
 * A script for bash: which command the words so far name, then what may follow. `$COMP_WORDS` splits at `=`, so values are offered
 * after a space.
 */
export function bashCompletion(outline: CommandOutline): string {
  const commands = everyCommand(outline);
  const withValue = [
    ...new Set(
      commands.flatMap(({ options }) => options.filter(({ takesValue }) => takesValue).map(({ long }) => long)),
    ),
  ];
  const steps = commands
    .filter(({ path }) => path.length > 0)
    .map(({ path }) => `"${path.slice(0, -1).join(" ")}|${path.at(-1)}"`);
  const values = commands.flatMap(({ path, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map((option) => valueCase(path.length === 0 ? "*" : path.join(" "), option)),
  );
  const global = outline.options.map(({ long }) => long);
  const words = commands.map((command) => wordsCase(command, global));
  return `# Completion of sparewheel for bash. Made by "sparewheel completion bash".
_sparewheel() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" path="" word index
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="\${COMP_WORDS[index]}"
    case "$word" in
      ${withValue.join(" | ")}) index=$((index + 1)); continue ;;
    esac
    case "$path|$word" in
      ${steps.join(" | ")}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path|$previous" in
${values.join("\n")}
  esac
  case "$path" in
${words.join("\n")}
  esac
}
complete -F _sparewheel sparewheel
`;
}

const files = `compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$current")`;
const offered = (words: readonly string[]): string =>
  `mapfile -t COMPREPLY < <(compgen -W "${words.join(" ")}" -- "$current")`;

function valueCase(path: string, { long, choices, takesFile }: OptionOutline): string {
  const pattern = path === "*" ? `*"|${long}"` : `"${path}|${long}"`;
  const offer = choices.length > 0 ? `${offered(choices)}; ` : takesFile ? `${files}; ` : "";
  return `    ${pattern}) ${offer}return ;;`;
}

function wordsCase({ path, options, commands, arguments: named }: CommandOutline, global: readonly string[]): string {
  const flags = [...new Set([...options.map(({ long }) => long), ...global])];
  const words = [...commands.map(({ path: below }) => below.at(-1) ?? ""), ...named.flatMap(({ choices }) => choices)];
  const other = words.length > 0 ? offered(words) : named.some(({ takesFile }) => takesFile) ? files : ":";
  return `    "${path.join(" ")}") if [[ $current == -* ]]; then ${offered(flags)}; else ${other}; fi ;;`;
}
