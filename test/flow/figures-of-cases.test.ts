import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { FigureEntry } from "#services/cases/figure-differences.ts";
import { figureDifferences } from "#services/cases/figure-differences.ts";
import { type Case, readCase } from "#test/support/load-case.ts";
import { programFile } from "#test/support/program-file.ts";
import { makeTestDirectory } from "#test/support/stores.ts";

// Each test starts engines of its own, some several times.
vi.setConfig({ testTimeout: 180_000 });

const isNightly = process.env.NIGHTLY === "1";
const root = resolve(import.meta.dirname, "../..");
const directory = makeTestDirectory();
let program: string;
beforeAll(async () => {
  program = await programFile();
});
afterAll(() => rmSync(directory, { recursive: true }));
const caseFile = (name: string): string => join(root, "test/fixtures/cases", `${name}.json`);

function start(...words: string[]): {
  child: ChildProcess;
  ended: Promise<{ status: number; out: string; err: string }>;
} {
  const child = spawn(process.execPath, [program, "figures", ...words], { cwd: directory });
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said.err += chunk.toString()));
  return { child, ended: once(child, "close").then(([status]) => ({ status: status as number, ...said })) };
}
const figures = (...words: string[]) => start(...words).ended;

function writeCase(name: string, world: object): string {
  const file = join(directory, name);
  writeFileSync(file, JSON.stringify(world));
  return file;
}

/** The last queries of a case, so that one start is quick. */
function small(name: string, queries = 1): Case {
  const world = readCase(caseFile(name));
  return { ...world, queries: world.queries.slice(-queries), expected: world.expected.slice(-queries) };
}

describe("several files in one start", () => {
  const worlds = [small("case-speed", 2), small("case-404", 2), small("case-speed", 2)];
  const { expected: _, ...world } = small("case-speed");
  const known_at = "2026-01-01T01:00:00+01:00";
  const asked = { ...world, queries: [{ ...world.queries[0]!, known_at }] };
  let said: Awaited<ReturnType<typeof figures>>;
  let lines: string[];
  beforeAll(async () => {
    const files = [...worlds, asked, { ...asked, expected: 3 }];
    said = await figures(...files.map((file, index) => writeCase(`${index}.json`, file)));
    lines = said.out.split("\n");
  }, 180_000);

  test("give one array a line in their order, each as its file expects", () => {
    expect(said.status).toBe(0);
    expect(lines.slice(5)).toEqual([""]);
    for (const [index, { queries, expected }] of worlds.entries()) {
      const answers = JSON.parse(lines[index]!) as FigureEntry[];
      expect(answers.map(({ date, known_at }) => ({ date, known_at }))).toEqual(queries);
      expect(figureDifferences(expected, answers)).toEqual([]);
    }
  });

  test("are answered alike whatever they expect, and instants are printed as they were asked", () => {
    const [first, second] = lines.slice(3);
    expect(first).toBe(second);
    expect((JSON.parse(first!) as FigureEntry[]).map((entry) => entry.known_at)).toEqual([known_at]);
  });
});

test("--check says where a figure is not as expected, and ends with 1; without differences with 0", async () => {
  const world = small("case-404");
  const coalition = world.expected[0]!.figures.coalition as Record<string, Record<string, number>>;
  const n = coalition.DEPLOY_SPEED!.n!;
  coalition.DEPLOY_SPEED!.n = n + 1;
  coalition.EVAL_GAP!.upper = coalition.EVAL_GAP!.upper! + 5e-7;
  const wrong = writeCase("wrong.json", world);
  const right = writeCase("right.json", small("case-404"));
  const { date, known_at } = world.queries[0]!;

  const said = await figures(right, wrong, "--check", "--quiet");
  expect([said.status, said.err]).toEqual([1, ""]);
  expect(said.out).toBe(
    `${wrong}: ${date} as known at ${known_at} coalition DEPLOY_SPEED n: expected ${n + 1}, found ${n}\n`,
  );
  // By day the differences as such are services/cases/figure-differences.test.ts's.
  const document = await figures(right, ...(isNightly ? [wrong] : []), "--check", "--output", "json");
  expect([document.status, document.err]).toEqual([
    isNightly ? 1 : 0,
    expect.stringContaining(`files with differences: ${isNightly ? 1 : 0}.`) as string,
  ]);
  const difference = {
    date,
    known_at,
    group: "coalition",
    code: "DEPLOY_SPEED",
    field: "n",
    expected: n + 1,
    found: n,
  };
  expect(
    document.out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([
    { file: right, queries: 1, differences: [] },
    ...(isNightly ? [{ file: wrong, queries: 1, differences: [difference] }] : []),
  ]);
  if (!isNightly) return;
  expect(await figures(right, "--check")).toEqual({
    status: 0,
    out: "",
    err: expect.stringContaining("1 queries of 1 files answered; files with differences: 0.") as string,
  });
});

test("a file that is wrong is named with the place and what to do, before anything is computed", async () => {
  const world = small("case-speed");
  const queries = [{ date: "2025-02-30", known_at: "now" }];
  const wrong = await figures(writeCase("good.json", world), writeCase("bad.json", { ...world, queries }));
  expect([wrong.status, wrong.out]).toEqual([1, ""]);
  expect(wrong.err).toMatch(
    /bad\.json: \/queries\/0\/date: expected a date that exists.*\nCorrect the file; docs\/interfaces\.md/,
  );
  const push = { ...world.pushes[0]!, agency: "nobody" };
  const refused = await figures(writeCase("refused.json", { ...world, pushes: [push] }), "--output", "json");
  expect(refused.status).toBe(1);
  expect(JSON.parse(refused.out)).toMatchObject({
    error: { status: 1, message: expect.stringContaining("/pushes/0/agency: expected an agency") as string },
  });
  expect((await figures(writeCase("no-list.json", { ...world, expected: undefined }), "--check")).status).toBe(1);
});

test.each([
  ["no date and no file", [], "--date"],
  ["--check without a file", ["--check"], "--check needs case files"],
  ["a date with a file", ["case.json", "--date", "2025-01-01"], "case files bring their own queries"],
  ["a file that is not there", ["case.json"], "case.json cannot be read"],
])("%s is wrong usage", async (_, words, message) => {
  const { status, out, err } = await figures(...words);
  expect([status, out]).toEqual([2, ""]);
  expect(err).toContain(message);
});

// Both go the same way.
test.each(isNightly ? (["SIGINT", "SIGTERM"] as const) : (["SIGINT"] as const))(
  "%s, even twice, leaves neither folder nor process behind",
  async (signal) => {
    const { child, ended } = start(...["case-404", "case-401", "case-403"].map(caseFile));
    let folder: string | undefined;
    for (let tries = 0; !folder && tries < 2_000; tries += 1) {
      folder = openFolder(child.pid!);
      await delay(10);
    }
    expect(folder).toMatch(/sparewheel-figures-/);
    expect(processesIn(folder!)).toHaveLength(1);
    child.kill(signal);
    child.kill(signal);
    const { status, err } = await ended;
    expect([status, err]).toEqual([4, expect.stringContaining("Stopped before every figure was computed.")]);
    expect(existsSync(folder!)).toBe(false);
    expect(processesIn(folder!)).toEqual([]);
  },
);

/** Where the engine of a process keeps its data, once it has any open. */
function openFolder(pid: number): string | undefined {
  const open = readdirSync(`/proc/${pid}/fd`).flatMap((name) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${name}`)];
    } catch {
      return []; // closed meanwhile
    }
  });
  return open.map((path) => /^(.*\/sparewheel-figures-\w+)\/clickhouse\//.exec(path)?.[1]).find(Boolean);
}

/** Postgres servers (not their workers) whose data lie in a folder. */
function processesIn(folder: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const isServer = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes("-D");
        return isServer && readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
      } catch {
        return false; // it ended meanwhile
      }
    });
}
