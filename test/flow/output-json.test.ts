import { rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CommandIo } from "#collectors/command-io.ts";
import { everyCommand, outlineOf } from "#commands/command-outline.ts";
import { createProgram } from "#commands/program.ts";
import { silentContext } from "#commands/silent-context.ts";
import { makeTestDirectory } from "#test/support/stores.ts";
import { openTestPlatform, type TestPlatform } from "#test/support/test-platform.ts";
import { makeKey, registerAgencies } from "#test/support/world.ts";

const root = resolve(import.meta.dirname, "../..");
const example = join(root, "test/fixtures/example-push.ndjson");
const register = join(root, "test/fixtures/mapping/register.csv");
const directory = makeTestDirectory();
const environment = { DATA_DIR: join(directory, "data"), PORT: "1", GATEWAY_PORT: "0", METRICS_PORT: "0" };
let server: TestPlatform;
let keyFile: string;

beforeAll(async () => {
  server = await openTestPlatform();
  await registerAgencies(server.api, ["nl-tax"]);
  keyFile = join(directory, "key");
  writeFileSync(keyFile, await makeKey(server.api, { kind: "admin" }), { mode: 0o600 });
  writeFileSync(join(directory, "registry.yaml"), "members: [{ id: nl, jurisdictions: [NL] }]\n");
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const toServer = (): string[] => ["--server", server.api.url, "--key-file", keyFile];

/** A command line for every command, and members of its document; `undefined` for those that are tested elsewhere. */
const lines: Record<string, [words: () => string[], document: object] | undefined> = {
  check: [() => ["check", example], { records: 3, errors: [] }],
  push: [() => ["push", example, "--agency", "nl-tax", ...toServer()], { pushes: [{ agency: "nl-tax", status: 0 }] }],
  "map init": [
    () => ["map", "init", register, "--to", join(directory, "to.yaml")],
    { mapping: join(directory, "to.yaml"), decisions: expect.any(Number) as number },
  ],
  "map check": [
    () => ["map", "check", register, "--mapping", join(root, "test/fixtures/mapping/register.mapping.yaml")],
    { file: register, rows: expect.any(Array) as object[] },
  ],
  "receipt verify": [() => ["receipt", "verify", directory], { faults: [], chains: [{ agency: "nl-tax", count: 1 }] }],
  // Its log is lines of JSON; test/flow/operations.test.ts reads them.
  serve: undefined,
  // test/flow/demo.test.ts, because it takes half a minute.
  demo: [() => ["demo", "reset"], { folders: [{ is_removed: false }] }],
  figures: [() => ["figures", "--date", "2026-09-30", ...toServer()], { date: "2026-09-30", figures: {} }],
  rebuild: [() => ["rebuild", ...toServer()], { entries: expect.any(Number) as number }],
  "key create": [() => ["key", "create", "admin", ...toServer()], { kind: "admin" }],
  "key list": [() => ["key", "list", ...toServer()], { next: null }],
  "key revoke": [() => ["key", "revoke", "00000000", ...toServer()], { error: { status: 3 } }],
  "registry import": [
    () => ["registry", "import", join(directory, "registry.yaml"), "--dry-run", ...toServer()],
    { dry_run: true },
  ],
  "registry export": [() => ["registry", "export", ...toServer()], { agencies: [{ id: "nl-tax" }] }],
  // Below: a process has one engine open at a time.
  "migrate status": undefined,
  "migrate up": undefined,
  doctor: [() => ["doctor", ...toServer()], { checks: expect.any(Array) as object[] }],
  "config print": [() => ["config", "print"], { is_redacted: true }],
  "config check": [() => ["config", "check"], { problems: [], warnings: [] }],
  completion: [() => ["completion", "bash"], { shell: "bash" }],
};

async function outOf(words: readonly string[]): Promise<string> {
  let said = "";
  const io: CommandIo = {
    ...silentContext.io,
    out: (text) => void (said += text),
    now: Date.now,
    stateDirectory: join(directory, "state"),
  };
  const program = createProgram({ environment, io, terminal: undefined, end: () => {} }, "0.0.0");
  await program.parseAsync([...words], { from: "user" });
  return said;
}

test("every command is here", () => {
  const commands = everyCommand(outlineOf(createProgram(silentContext, "0.0.0")));
  const names = commands.filter(({ path, commands: below }) => path.length > 0 && below.length === 0);
  expect(Object.keys(lines).toSorted()).toEqual(names.map(({ path }) => path.join(" ")).toSorted());
});

test.each(Object.entries(lines).flatMap(([name, line]) => (line ? [[name, ...line] as const] : [])))(
  "%s --output json prints one document",
  async (_, words, document) => {
    expect(JSON.parse(await outOf([...words(), "--output", "json"]))).toMatchObject(document);
  },
);

test("push --dry-run prints a document too", async () => {
  const words = ["push", example, "--agency", "nl-tax", "--dry-run", "--output", "json", ...toServer()];
  expect(JSON.parse(await outOf(words))).toMatchObject({ dry_run: true, pushes: [{ status: 0 }] });
});

test("migrate up and migrate status print documents, of a server that is stopped", async () => {
  await server.close();
  const up = JSON.parse(await outOf(["migrate", "up", "--output", "json"])) as { applied: string[] };
  expect(up.applied.length).toBeGreaterThan(10);
  const status = JSON.parse(await outOf(["migrate", "status", "--output", "json"])) as {
    migrations: { state: string }[];
  };
  expect(new Set(status.migrations.map(({ state }) => state))).toEqual(new Set(["applied"]));
});
