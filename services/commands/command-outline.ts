import type { Argument, Command, Option } from "commander";
import { commandExamples, type Example } from "./command-examples.ts";

/** A command as data: what completions, the manual page and docs/command-line.md are made from. */
export interface CommandOutline {
  /** Its words after `sparewheel`; empty for the program itself. */
  path: readonly string[];
  /** Such as `check [options] <file>`. */
  usage: string;
  description: string;
  arguments: readonly ArgumentOutline[];
  /** Its own; those of the program go with every command. */
  options: readonly OptionOutline[];
  examples: readonly Example[];
  commands: readonly CommandOutline[];
}

export interface ArgumentOutline {
  name: string;
  description: string;
  takesFile: boolean;
  choices: readonly string[];
}

export interface OptionOutline {
  /** As the help prints it: `--agency <id>`. */
  flags: string;
  /** `--agency`. */
  long: string;
  description: string;
  takesValue: boolean;
  takesFile: boolean;
  choices: readonly string[];
}

/** Walks a program of commander, hidden commands left out. */
export function outlineOf(command: Command, path: readonly string[] = []): CommandOutline {
  const help = command.createHelp();
  return {
    path,
    usage: [...path, command.usage()].filter((part) => part !== "").join(" "),
    description: command.description(),
    arguments: command.registeredArguments.map(argumentOutline),
    options: help.visibleOptions(command).map(optionOutline),
    examples: commandExamples[path.join(" ")] ?? [],
    commands: help
      .visibleCommands(command)
      .map((below) => ({ below, name: below.name() }))
      .filter(({ name }) => name !== "help")
      .map(({ below, name }) => outlineOf(below, [...path, name])),
  };
}

/** A command and all below it, in the order of the help. */
export function everyCommand(outline: CommandOutline): CommandOutline[] {
  return [outline, ...outline.commands.flatMap(everyCommand)];
}

/** What an option's or argument's value is called tells that it is a path. */
const pathLike = /\b(?:files?|folder)\b/;

function argumentOutline(argument: Argument): ArgumentOutline {
  const name = argument.name();
  const { description, argChoices } = argument;
  return { name, description, takesFile: pathLike.test(name), choices: argChoices ?? [] };
}

function optionOutline({ flags, long, description, argChoices, required, optional }: Option): OptionOutline {
  return {
    flags,
    long: long ?? flags,
    description,
    takesValue: required || optional,
    takesFile: (required || optional) && pathLike.test(flags.replace(/^\S+/, "")),
    choices: argChoices ?? [],
  };
}
