import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createProgram } from "#commands/program.ts";
import { everyCommand, outlineOf } from "#commands/command-outline.ts";
import { silentContext } from "#commands/silent-context.ts";

const infra = resolve(import.meta.dirname, "../../infra");
const folder = mkdtempSync(join(tmpdir(), "sparewheel-units-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const units = readdirSync(join(infra, "systemd"));
const textOf = (unit: string): string => readFileSync(join(infra, "systemd", unit), "utf8");
const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0;
if (!hasSystemd) process.stderr.write("systemd-analyze is not here: unit files are not verified\n");

test.runIf(hasSystemd)("systemd finds nothing wrong with the example units", () => {
  const program = join(folder, "bin/sparewheel");
  mkdirSync(join(folder, "bin"));
  writeFileSync(program, "#!/bin/sh\n");
  chmodSync(program, 0o755);
  // The program need not be installed here, nor its manual page.
  for (const unit of units)
    writeFileSync(
      join(folder, unit),
      textOf(unit)
        .replaceAll("/usr/local/bin/sparewheel", program)
        .replaceAll(/^Documentation=.*$/gm, ""),
    );
  const { status, stdout, stderr } = spawnSync(
    "systemd-analyze",
    ["verify", ...units.map((unit) => join(folder, unit))],
    {
      encoding: "utf8",
    },
  );
  const ours = `${stdout}${stderr}`.split("\n").filter((line) => line.includes("sparewheel"));
  expect([status, ours]).toEqual([0, []]);
});

test("every command line of a schedule names a command and options that exist", () => {
  const commands = everyCommand(outlineOf(createProgram(silentContext, "0.0.0")));
  const [{ options: everywhere } = { options: [] }] = commands;
  const lines = [...units.map(textOf), readFileSync(join(infra, "cron/sparewheel-push"), "utf8")]
    .join("\n")
    .split("\n")
    .flatMap(
      (line) => /^(?:ExecStart|\*\/\d).*?sparewheel (.+)$/.exec(line.replaceAll("sparewheel-push.lock", ""))?.[1] ?? [],
    );
  expect(lines).toHaveLength(5);
  for (const line of lines) {
    const words = line.split(" ");
    const command = commands.findLast(
      ({ path }) => path.length > 0 && path.every((word, index) => words[index] === word),
    );
    const known = [...(command?.options ?? []), ...everywhere].map(({ long }) => long);
    expect([line, words.filter((word) => word.startsWith("--") && !known.includes(word))]).toEqual([line, []]);
  }
});
