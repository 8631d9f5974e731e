import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { outputDifference } from "./compare-output.ts";
import { readBlocks } from "./read-blocks.ts";
import { openSandbox, type Sandbox } from "./sandbox.ts";

describe("blocks", () => {
  const document = [
    "Text.",
    "",
    "<!-- not run: it installs -->",
    "```sh",
    "npm ci",
    "```",
    "",
    "```sh",
    "echo a",
    "```",
    "",
    "```",
    "a",
    "```",
    "",
    "```yaml",
    "no: command",
    "```",
    "",
    "<!-- exits 3 -->",
    "```sh",
    "exit 3",
    "```",
    "",
    "That was it.",
    "",
    "```",
    "no answer to anything",
    "```",
  ].join("\n");

  test("are those of the shell, each with its place, its mark and the answer right below", () => {
    expect(readBlocks(document)).toEqual([
      { line: 5, commands: "npm ci", notRun: "it installs", goesOn: false, exitStatus: 0 },
      { line: 9, commands: "echo a", goesOn: false, exitStatus: 0, output: { line: 13, lines: 1, text: "a" } },
      { line: 21 + 1, commands: "exit 3", goesOn: false, exitStatus: 3 },
    ]);
  });

  test("with a mark that nobody knows are refused", () => {
    expect(() => readBlocks("<!-- skip -->\n```sh\nls\n```")).toThrow(/expected "not run: REASON"/);
  });
});

describe("an answer", () => {
  test.each([
    ["the same", "a\nb", "a\nb\n"],
    ["another instant", "at 2026-11-21T09:30:00Z", "at 2027-01-01T00:00:00.123Z"],
    ["a dotted line for any lines", "a\n…\nd", "a\nb\nc\nd"],
    ["a dotted line for no line", "a\n…\nd", "a\nd"],
    ["dots within a line", "took … steps", "took 12 steps"],
  ])("is as documented: %s", (_, documented, found) => expect(outputDifference(documented, found)).toBeUndefined());

  test.each([
    ["another number", "3 records", "4 records"],
    ["a line more", "a", "a\nb"],
    ["a line less", "a\nb", "a"],
    ["a sign that patterns know", "a.c", "abc"],
  ])("is not as documented: %s", (_, documented, found) =>
    expect(outputDifference(documented, found)).toContain("found:"),
  );
});

describe("a sandbox", () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await openSandbox();
  });
  afterAll(() => sandbox.close());

  test("keeps variables and the folder from block to block, and gives the status of the first command that fails", async () => {
    expect(await sandbox.run("mkdir inner && cd inner\nWHO=reader")).toMatchObject({ status: 0 });
    expect(await sandbox.run('echo "$WHO in $(basename "$PWD")"')).toMatchObject({ out: "reader in inner\n" });
    expect(await sandbox.run("cd ..\n(exit 7)\necho not reached")).toEqual({ status: 7, out: "", err: "" });
  });

  test("has the program, and the documented port leads to its own", async () => {
    expect((await sandbox.run("sparewheel --version")).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await sandbox.run("echo http://127.0.0.1:8080; echo $PORT")).out).toMatch(/:8080\n\d+\n/);
  });
});
