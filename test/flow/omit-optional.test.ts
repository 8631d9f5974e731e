import { execFile } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { programFile } from "#test/support/program-file.ts";
import { openTestPlatform, type TestPlatform } from "#test/support/test-platform.ts";
import { makeKey, registerAgencies } from "#test/support/world.ts";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");
const example = join(root, "test/fixtures/example-push.ndjson");

const register = join(root, "test/fixtures/mapping/register");
const spreadsheet = join(root, "test/fixtures/spreadsheets/libreoffice.xlsx");

const isNightly = process.env.NIGHTLY === "1";

/** What an agency's machine has: no database engine, no development tool. */
const folder = mkdtempSync(join(tmpdir(), "sparewheel-agency-"));
let server: TestPlatform;

/** Where the program is that was written together, with the same packages beside it. */
const together = join(folder, "together");

type Lock = { packages: Record<string, { dev?: boolean; optional?: boolean }> };

/** As npm would: the packages of the lock file that are neither for developers nor optional. */
function linkPackages(place: string): void {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as Lock;
  for (const [path, { dev, optional }] of Object.entries(packages)) {
    if (path === "" || dev || optional || path.lastIndexOf("node_modules/") > 0) continue;
    mkdirSync(join(place, dirname(path)), { recursive: true });
    symlinkSync(join(root, path), join(place, path));
  }
}

beforeAll(async () => {
  for (const name of ["package.json", "package-lock.json", "bin", "collectors", "services", "infra"]) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  if (isNightly)
    await run("npm", ["ci", "--omit=optional", "--omit=dev", "--no-audit", "--no-fund", "--prefer-offline"], {
      cwd: folder,
    });
  else {
    linkPackages(folder);
    cpSync(dirname(await programFile()), together, {
      recursive: true,
      filter: (path) => !path.endsWith("node_modules"),
    });
    linkPackages(together);
  }
  server = await openTestPlatform();
  await registerAgencies(server.api, ["nl-tax"]);
}, 180_000);

afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const installed = (...words: string[]) =>
  run(process.execPath, [join(folder, "bin/sparewheel.cjs"), ...words], { cwd: folder, env: agency });
const sparewheel = (...words: string[]) =>
  isNightly
    ? installed(...words)
    : run(process.execPath, [join(together, "sparewheel.cjs"), ...words], { cwd: folder, env: agency });
let agency: NodeJS.ProcessEnv = { ...process.env };

test("without the optional packages there is no engine, and check and push work all the same", async () => {
  for (const cwd of isNightly ? [folder] : [folder, together])
    await expect(run(process.execPath, ["-e", "require('chdb')"], { cwd })).rejects.toThrow(/Cannot find module/);
  const checked = await installed("check", example);
  expect(checked.stdout).toContain("3 records");
  const mapped = await sparewheel("check", `${register}.csv`, "--mapping", `${register}.mapping.yaml`);
  expect(mapped.stdout).toContain("3 records of 2 agencies, 0 errors");
  expect((await sparewheel("map", "init", spreadsheet, "--sheet", "Inventory", "--to", "-")).stdout).toContain(
    "version: 1",
  );
  const token = await makeKey(server.api, { kind: "agency", agency: "nl-tax" });
  agency = { ...process.env, SPAREWHEEL_KEY: token, XDG_STATE_HOME: join(folder, "state") };
  await installed("push", example, "--agency", "nl-tax", "--server", server.api.url);
  const { items } = await server.api.must<{ items: { counts: object }[] }>("GET", "/v1/agencies/nl-tax/pushes");
  expect(items.map(({ counts }) => counts)).toEqual([{ submitted: 3, added: 3, changed: 0, unchanged: 0, removed: 0 }]);
});

test("nor do a watched folder, doctor, settings and completions need them", async () => {
  const watched = join(folder, "watched");
  mkdirSync(watched);
  copyFileSync(example, join(watched, "example.ndjson"));
  const reach = ["--agency", "nl-tax", "--server", server.api.url];
  const pushed = await sparewheel("push", "--watch", "--once", "--settle", "1s", watched, ...reach);
  expect(pushed.stdout).toMatch(/nl-tax +3 +0 +0 +3 +0/);
  const { stdout } = await installed("doctor", "--server", server.api.url);
  for (const name of ["chdb", "@embedded-postgres"])
    expect(stdout).toMatch(new RegExp(`skipped.*${name}.* is not installed`));
  await sparewheel("config", "check");
  expect((await sparewheel("completion", "bash")).stdout).toContain("complete -F _sparewheel sparewheel");
});
