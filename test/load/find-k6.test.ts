import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { makeTestDirectory } from "#test/support/stores.ts";
import { findK6, installK6, k6Version } from "./find-k6.ts";

const folder = makeTestDirectory();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function aProgram(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

test("where neither k6 nor Go is, or Go cannot build it, one sentence says so", () => {
  expect(installK6([folder], () => {})).toEqual({ reason: expect.stringContaining("neither is Go") });
  aProgram("go", '[ "$1" = version ] || { echo "no route" >&2; exit 1; }');
  expect(installK6([folder], () => {})).toEqual({ reason: expect.stringContaining("Go could not build it: no route") });
  expect(findK6([folder])).toBeUndefined();
});

test("k6 is built by Go, told about, and found then", () => {
  aProgram(
    "go",
    `[ "$1" = version ] || { [ "$2" = go.k6.io/k6@${k6Version} ] && printf '#!/bin/sh\\n' > '${folder}/k6' && chmod +x '${folder}/k6'; }`,
  );
  const said: string[] = [];
  expect(installK6([folder], (text) => said.push(text))).toEqual({ k6: join(folder, "k6") });
  expect(said).toEqual([expect.stringContaining("building")]);
  expect(findK6(["/nowhere", folder])).toBe(join(folder, "k6"));
});

test("the version is the one that a fresh machine builds", () => {
  expect(readFileSync(resolve(import.meta.dirname, "../../.ci/run"), "utf8")).toContain(`go.k6.io/k6@${k6Version} `);
});
