import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { outlineOf } from "./command-outline.ts";
import { manualPage } from "./manual-page.ts";
import { createProgram } from "./program.ts";
import { silentContext } from "./silent-context.ts";

const page = manualPage(outlineOf(createProgram(silentContext, "0.0.0")), "0.0.0");
const has = (program: string): boolean => spawnSync(program, ["--version"]).error === undefined;
for (const program of ["mandoc", "groff"].filter((each) => !has(each)))
  process.stderr.write(`${program} is not here: the manual page is not read by it\n`);

test.runIf(has("mandoc"))("mandoc has no warning about the manual page", () => {
  const { stdout } = spawnSync("mandoc", ["-T", "lint", "-W", "warning"], { input: page, encoding: "utf8" });
  // A page that is made anew each time has no date that would stay the same.
  expect(stdout.split("\n").filter((line) => line !== "" && !line.includes("missing date"))).toEqual([]);
});

test.runIf(has("groff"))(
  "groff formats it without a warning, with options that can be copied and words that are whole",
  () => {
    const { stdout, stderr } = spawnSync("groff", ["-man", "-Tutf8", "-ww", "-P-c", "-rLL=200n"], {
      input: page,
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    // A terminal of old prints bold by striking twice.
    const text = stdout.split("\b").reduce((before, after) => before.slice(0, -1) + after);
    expect(text).toContain("--give-up-after <duration>");
    expect(text).toContain("sparewheel push --watch --once /srv/inventories");
    expect(text).toMatch(/DATA_DIR, PORT\n/);
  },
);

test("what would be a request or an escape of the page is text", () => {
  const outline = outlineOf(createProgram(silentContext, "0.0.0"));
  const hostile = {
    ...outline,
    commands: [{ ...outline, path: ["x"], description: ".so /etc/passwd \\n(.L", options: [], commands: [] }],
  };
  expect(manualPage(hostile, "0")).toContain("\n\\&.so /etc/passwd \\en(.L.\n");
});
