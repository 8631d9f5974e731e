import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { CommandIo } from "#collectors/command-io.ts";
import { startScriptedServer } from "#collectors/testing/scripted-server.ts";
import { runCommandLine } from "#commands/run-command-line.ts";
import { silentContext } from "#commands/silent-context.ts";
import { wantsColours } from "#commands/wants-colours.ts";
import { makeTestDirectory } from "#test/support/stores.ts";

const root = resolve(import.meta.dirname, "../..");
const bin = join(root, "bin/sparewheel.cjs");
const directory = makeTestDirectory();
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const keyFile = join(directory, "agency.key");
writeFileSync(keyFile, "the-key\n", { mode: 0o600 });
const example = join(root, "test/fixtures/example-push.ndjson");

interface Ran {
  status: number;
  out: string;
  err: string;
}

async function run(
  words: readonly string[],
  variables: Record<string, string> = {},
  look: Pick<CommandIo, "colours" | "outColumns"> = {},
): Promise<Ran> {
  const said = { out: "", err: "" };
  const io: CommandIo = {
    ...silentContext.io,
    ...look,
    out: (text: string) => void (said.out += text),
    err: (text: string) => void (said.err += text),
    now: Date.now,
    stateDirectory: variables.XDG_STATE_HOME ?? join(directory, "state"),
  };
  const environment = { DATA_DIR: join(directory, "data"), PORT: "1", ...variables };
  const status = await runCommandLine(words, { environment, io, terminal: undefined }, "0.0.0");
  return { status, ...said };
}

const unreached = ["--server", "http://127.0.0.1:1", "--key-file", keyFile];
const ofAgency = ["push", example, "--agency", "nl-tax"];
const noAgency = "See sparewheel check --help.";

test.each<[what: string, remedy: string, status: number, words: string[], variables?: Record<string, string>]>([
  ["unknown command 'chekc'", "Did you mean check? See sparewheel --help.", 2, ["chekc", "x"]],
  ["unknown option '--agencee'", `Did you mean --agency? ${noAgency}`, 2, ["check", "x", "--agencee", "y"]],
  ["missing required argument 'file'", noAgency, 2, ["check"]],
  ["Allowed choices are omb-2025, omb-2024", noAgency, 2, ["check", "x", "--preset", "omb"]],
  ["nowhere.ndjson", "", 2, ["check", "nowhere.ndjson"]],
  ["There is no key to send.", "--key-file", 2, ofAgency],
  ["Expected a number and s, m, h or d", "--help", 2, [...ofAgency, "--give-up-after", "soon"]],
  ["--once and --settle go with --watch only", "--help", 2, [...ofAgency, "--settle", "2s", ...unreached]],
  ["is not a folder that can be read", "Name the folder", 2, [...ofAgency, "--watch", ...unreached]],
  ["was not reached", "Check --server", 4, ["figures", "--date", "2026-01-01", "--server", "http://127.0.0.1:1"]],
  ["required option '--date <date>'", "--help", 2, ["figures"]],
  ["Allowed choices are bash, zsh, fish", "--help", 2, ["completion", "powershell"]],
  ["is not the address of a server", "Give --server", 2, ["doctor", "--server", "here"]],
  ["not a directory", "Name a folder", 4, [...ofAgency, ...unreached], { XDG_STATE_HOME: keyFile }],
])(
  "what goes wrong is two lines, what and what to do, with its exit status: %s",
  async (what, remedy, status, words, variables) => {
    const ran = await run(words, variables);
    const [first, second, ...more] = ran.err.trimEnd().split("\n");
    expect([ran.status, ran.out, more]).toEqual([status, "", []]);
    expect([first, second]).toEqual([expect.stringContaining(what), expect.stringContaining(remedy)]);
  },
);

test("with --output json it is one document on standard output", async () => {
  const { status, out, err } = await run(["check", "nowhere.ndjson", "--output", "json"]);
  expect([status, err]).toEqual([2, ""]);
  expect(JSON.parse(out)).toMatchObject({
    error: { status: 2, message: expect.any(String), remedy: expect.any(String) },
  });
});

test("a defect is told as one, with its own status, and where it is only when that is asked for", async () => {
  const state = join(directory, "broken-state");
  const empty = join(directory, "empty");
  const watched = join(state, "sparewheel/127.0.0.1_1/watched");
  for (const folder of [watched, empty]) mkdirSync(folder, { recursive: true });
  const name = createHash("sha256").update(empty).digest("hex").slice(0, 16);
  writeFileSync(join(watched, `${name}.json`), "not JSON");
  const words = ["push", "--watch", "--once", empty, "--agency", "a", ...unreached];
  const plain = await run(words, { XDG_STATE_HOME: state });
  expect([plain.status, plain.err.trimEnd().split("\n").length]).toEqual([70, 2]);
  expect(plain.err).toContain("SPAREWHEEL_TRACE=1");
  expect((await run(words, { XDG_STATE_HOME: state, SPAREWHEEL_TRACE: "1" })).err).toMatch(/at .*watch-memory/);
});

const hasTerminal = spawnSync("script", ["--version"]).status === 0;
if (!hasTerminal) process.stderr.write("script is not here: colours on a terminal are not tried\n");

const environment = { PATH: process.env.PATH, HOME: directory, DATA_DIR: join(directory, "data"), PORT: "1" };

/** Runs on a terminal of 60 characters. */
function onTerminal(line: string, variables: Record<string, string> = {}): string {
  const command = `stty cols 60; '${process.execPath}' '${bin}' ${line}`;
  const env = { ...environment, TERM: "xterm", ...variables };
  const { stdout } = spawnSync("script", ["-qec", command, "/dev/null"], { cwd: directory, env, encoding: "utf8" });
  return stdout;
}

const beginsColour = "\u001B[";

test.each([
  ["a terminal", [], {}, true, true],
  ["a pipe", [], {}, false, false],
  ["NO_COLOR", [], { NO_COLOR: "1" }, true, false],
  ["an empty NO_COLOR", [], { NO_COLOR: "" }, true, true],
  ["--no-color", ["check", "x", "--no-color"], {}, true, false],
  ["a dumb terminal", [], { TERM: "dumb" }, true, false],
])("whether there are colours: %s", (_, words, variables, isTTY, expected) =>
  expect(wantsColours(words, variables, { isTTY })).toBe(expected),
);

test.runIf(hasTerminal)(
  "on a terminal there are colours and lines fit, and without colours the words are the same",
  () => {
    const line = "push --help";
    const [coloured, plain] = [onTerminal(line), onTerminal(line, { NO_COLOR: "1" })];
    expect(coloured).toContain(beginsColour);
    expect(plain).not.toContain(beginsColour);
    // oxlint-disable-next-line no-control-regex -- what begins a colour
    expect(coloured.replaceAll(/\u001B\[\d+m/g, "")).toBe(plain);
    expect(widest(plain.split("Examples:")[0] ?? "")).toBeLessThanOrEqual(60);
  },
);

const widest = (text: string): number => Math.max(...text.split(/\r?\n/).map(({ length }) => length));

test("failures, findings and heads of tables stand out; a table fits the terminal, and keeps to a line a row in a pipe", async () => {
  const look = { colours: { out: true, err: true } };
  expect((await run(["check", "nowhere.ndjson"], {}, look)).err).toContain("\u001B[31m");
  expect((await run(["config", "check"], { LOGLEVEL: "debug" }, look)).out).toContain(
    "\u001B[33mwarning\u001B[39m  LOGLEVEL",
  );
  expect((await run(["config", "print"], {}, look)).out).toMatch(/^\S+1msetting/);
  const variables = { DATABASE_URL: `postgres://${"x".repeat(80)}@db.example/sparewheel` };
  expect(widest((await run(["config", "print"], variables, { outColumns: 60 })).out)).toBeLessThanOrEqual(60);
  const piped = (await run(["config", "print"], variables)).out;
  expect(piped).not.toContain(beginsColour);
  expect(piped).toMatch(/^DATABASE_URL +postgres:\/\/x{80}@db\.example\/sparewheel +environment$/m);
});

test("SIGTERM ends a watch with status 0, and a push that waits with status 4", async () => {
  const server = await startScriptedServer();
  const watched = join(directory, "watched");
  mkdirSync(watched);
  try {
    const reach = ["--agency", "nl-tax", "--server", server.url, "--key-file", keyFile];
    for (const [words, sign, status] of [
      [["push", "--watch", watched, ...reach], "Watching", 0],
      [[...ofAgency, ...unreached], "trying again", 4],
    ] as const) {
      const child = spawn(process.execPath, [bin, ...words], { cwd: directory, env: environment });
      const ended = once(child, "exit");
      let said = "";
      for await (const chunk of child.stderr) {
        said += String(chunk);
        if (said.includes(sign) && !child.killed) child.kill("SIGTERM");
      }
      expect([words[1], await ended]).toEqual([words[1], [status, null]]);
    }
  } finally {
    await server.stop();
  }
});
