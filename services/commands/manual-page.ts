import { commandFiles, commandVariables, exitStatuses } from "./command-words.ts";
import { type CommandOutline, everyCommand, type OptionOutline } from "./command-outline.ts";

/** The manual page sparewheel(1), in the macros of man(7), which every man program reads. */
export function manualPage(outline: CommandOutline, version: string): string {
  const commands = everyCommand(outline).filter(({ path, commands: below }) => path.length > 0 && below.length === 0);
  return [
    `.\\" Made from the commands themselves by npm run generate; not to be edited.`,
    `.TH SPAREWHEEL 1 "" "sparewheel ${version}" "User commands"`,
    ".SH NAME",
    `sparewheel \\- ${roff(lowered(outline.description))}`,
    ".SH SYNOPSIS",
    ".B sparewheel",
    ".I command",
    roff("[options]"),
    ".SH DESCRIPTION",
    roff(
      "An agency checks its inventory and pushes it; the server stores each filing once, answers with a signed receipt and computes figures from it. check, push and receipt verify need nothing but Node.",
    ),
    ".SH COMMANDS",
    ...commands.flatMap(commandLines),
    ".SH OPTIONS OF EVERY COMMAND",
    ...outline.options.flatMap(optionLines),
    ".SH EXIT STATUS",
    ...exitStatuses.flatMap(([status, meaning, remedy]) => paragraph(bold(status), `${sentence(meaning)} ${remedy}`)),
    ".SH ENVIRONMENT",
    ...commandVariables.flatMap(([name, meaning]) => paragraph(bold(name), sentence(meaning))),
    ".SH FILES",
    ...commandFiles.flatMap(([path, meaning]) => paragraph(`.I ${roff(path)}`, sentence(meaning))),
    ".SH EXAMPLES",
    "Copy what stands below each purpose.",
    ...everyCommand(outline).flatMap(({ examples }) =>
      examples.flatMap(({ for: purpose, line }) => [
        ".PP",
        roff(`${sentence(purpose)}`),
        ".PP",
        ".nf",
        ".RS 4",
        roff(line),
        ".RE",
        ".fi",
      ]),
    ),
    ".SH SEE ALSO",
    roff("docs/collectors.md for agencies, docs/operations.md for operators, docs/command-line.md for all commands."),
    "",
  ].join("\n");
}

function commandLines({ usage, description, options }: CommandOutline): string[] {
  const own = options.filter(({ long }) => long !== "--help");
  const list = own.length === 0 ? [] : [".RS 4", ...own.flatMap(optionLines), ".RE"];
  return [`.SS ${roff(usage)}`, roff(sentence(description)), ...list];
}

const optionLines = ({ flags, description, choices }: OptionOutline): string[] =>
  paragraph(bold(flags), `${sentence(description)}${choices.length > 0 ? ` One of ${choices.join(", ")}.` : ""}`);

const paragraph = (tag: string, text: string): string[] => [".TP", tag, roff(text.trim())];
const bold = (text: string): string => `.B ${roff(text)}`;
const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const sentence = (text: string): string => {
  const ended = /[.:]$/.test(text) ? text : `${text}.`;
  return ended.charAt(0).toUpperCase() + ended.slice(1);
};

/** A backslash would begin an escape, a minus print as a hyphen that nobody can copy, a dot or a quote at the start be a request. */
const roff = (text: string): string =>
  text
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replaceAll("…", "...")
    .replaceAll("`", "")
    .replace(/^([.'])/, "\\&$1");
