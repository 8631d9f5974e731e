import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CommandIo } from "#collectors/command-io.ts";
import { makeTestDirectory } from "#test/support/stores.ts";
import { openTestPlatform, type TestPlatform } from "#test/support/test-platform.ts";
import { createProgram } from "./program.ts";

const directory = makeTestDirectory();
/** Runs beside all commands but the last. */
let server: TestPlatform;
let data: string;
beforeAll(async () => {
  server = await openTestPlatform();
  data = server.platform.deps.dataDirectory;
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Runs a command line on this machine, where the server listens or not. */
async function run(...words: string[]): Promise<{ status: number; out: string; err: string }> {
  const said = { status: 0, out: "", err: "" };
  const io = {
    out: (text: string) => void (said.out += text),
    err: (text: string) => void (said.err += text),
    fetch,
    now: Date.now,
  } as CommandIo;
  const environment = { DATA_DIR: data, PORT: new URL(server.api.url).port };
  const end = (status: number): void => void (said.status = status);
  await createProgram({ environment, io, terminal: undefined, end }, "0.0.0").parseAsync(words, { from: "user" });
  return said;
}

function fileOf(name: string, text: string): string {
  const file = join(directory, name);
  writeFileSync(file, text);
  return file;
}

const registry = `
members:
  - id: nl
    jurisdictions: [NL]
    joined_on: 2020-01-01
    left_on: null
agencies:
  - id: nl-tax
    member: nl
    registered_on: 2020-01-01
    closed_on: null
`;

test("registry import shows the difference, records it once, and export gives it back", async () => {
  const file = fileOf("registry.yaml", registry);
  expect((await run("registry", "import", file, "--dry-run")).out).toBe(
    "+ member nl\n+ agency nl-tax\n2 added, 0 changed, 0 unchanged; nothing recorded (dry run)\n",
  );
  expect((await run("registry", "import", file)).out).toContain(
    "2 added, 0 changed, 0 unchanged; recorded as ledger entry 1\n",
  );
  expect((await run("registry", "import", file)).out).toBe("0 added, 0 changed, 2 unchanged; nothing to record\n");

  const closed = fileOf("closed.yaml", registry.replace("closed_on: null", "closed_on: 2026-01-01"));
  expect((await run("registry", "import", closed)).out).toContain(
    '~ agency nl-tax\n    closed_on: null -> "2026-01-01"\n',
  );

  const exported = fileOf("exported.yaml", (await run("registry", "export")).out);
  expect((await run("registry", "import", exported)).out).toContain("0 added, 0 changed, 2 unchanged");
});

test("a registry file with a doubled key is refused with its line, one with a wrong value with its pointer, both exit 1", async () => {
  const doubled = await run("registry", "import", fileOf("doubled.yaml", "members: []\nmembers: []\n"));
  expect([doubled.status, doubled.err]).toEqual([1, expect.stringContaining("Map keys must be unique at line 2")]);
  const wrong = await run("registry", "import", fileOf("wrong.yaml", registry.replace("2020-01-01", "2020-02-30")));
  expect([wrong.status, wrong.err]).toEqual([
    1,
    expect.stringMatching(/invalid-body[^]*\/members\/0\/joined_on: expected a date that exists/),
  ]);
});

test("figures prints a table in which a share of nothing is no data, and the raw answer with --output json", async () => {
  await server.platform.modules.projector()?.drained();
  const { out } = await run(
    "figures",
    "--date",
    "2025-06-01",
    "--group",
    "coalition",
    "--group",
    "member:nl",
    "--code",
    "EVAL_GAP",
    "--code",
    "COVERAGE",
  );
  expect(out).toMatch(/^coalition +EVAL_GAP +no data +no critical workload in production is reported +0$/m);
  expect(out).toMatch(/^member:nl +COVERAGE +0\.00 % +0\.00–0\.00 % +1$/m);
  const json = await run("figures", "--date", "2025-06-01", "--group", "coalition", "--output", "json");
  expect(JSON.parse(json.out)).toMatchObject({ figures: { coalition: { EVAL_GAP: { value: null, n: 0 } } } });
  const unknown = await run("figures", "--date", "2025-06-01", "--group", "member:xx");
  expect([unknown.status, unknown.err.trimEnd().split("\n")]).toEqual([
    3,
    [expect.stringContaining("404 not-found"), expect.any(String)],
  ]);
});

test("rebuild opens the stores where no server runs, and says what it projected", async () => {
  data = join(directory, "data");
  await server.closeInto(data);
  expect((await run("rebuild")).out).toMatch(/^2 ledger entries projected into \d+ rows in \d+\.\d s\n$/);
});
