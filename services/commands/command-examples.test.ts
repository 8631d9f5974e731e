import { expect, test } from "vitest";
import { commandExamples } from "./command-examples.ts";
import { everyCommand, outlineOf } from "./command-outline.ts";
import { createProgram } from "./program.ts";
import { silentContext } from "./silent-context.ts";

const outline = outlineOf(createProgram(silentContext, "0.0.0"));
const commands = everyCommand(outline);
const nameOf = ({ path }: { path: readonly string[] }): string => path.join(" ");

test("every command that does something has an example, and no example is of a command that is not there", () => {
  const doing = commands.filter(({ path, commands: below }) => path.length === 0 || below.length === 0).map(nameOf);
  expect(doing.length).toBeGreaterThan(15);
  expect(Object.keys(commandExamples).toSorted()).toEqual(doing.toSorted());
});

test.each(commands.flatMap((command) => command.examples.map(({ line }) => [line, nameOf(command)] as const)))(
  "%s names only commands, options and values that exist",
  (line, name) => {
    const words = line
      .replace(/ > .*$/, "")
      .split(" ")
      .filter((word) => !/^[A-Z_]+=/.test(word));
    expect(words.shift()).toBe("sparewheel");
    const command = commands.findLast(({ path }) => path.every((word, index) => words[index] === word));
    if (name !== "") expect(command && nameOf(command)).toBe(name);
    for (const [index, word] of words.entries()) {
      if (!word.startsWith("--")) continue;
      const option = [...(command?.options ?? []), ...outline.options].find(({ long }) => long === word);
      expect([word, option === undefined]).toEqual([word, false]);
      const value = words[index + 1];
      if (option?.takesValue) expect(value).toMatch(/^[^-]/);
      if (option && option.choices.length > 0) expect(option.choices).toContain(value);
    }
  },
);

test("help prints the examples of its command", () => {
  let said = "";
  const context = { ...silentContext, io: { ...silentContext.io, out: (text: string) => void (said += text) } };
  expect(() => createProgram(context, "0.0.0").parse(["key", "create", "--help"], { from: "user" })).toThrow();
  expect(said).toContain("Examples:\n  # a key for an agency, into a file\n  sparewheel key create agency");
  expect(said).toContain("Global Options:");
});
