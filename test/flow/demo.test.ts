import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { calculatedDemonstration, loadedDemonstration, runDemo } from "#test/support/demonstration.ts";
import { copyFolder } from "#test/support/made-once.ts";
import { makeTestDirectory } from "#test/support/stores.ts";

const directory = makeTestDirectory();
const data = join(directory, "demo");
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const demo = (words: string[], folder = data) => runDemo(words, folder, directory);

test("the demonstration loads a made-up coalition once, shows its figures, and is removed again", async () => {
  const first = await loadedDemonstration();
  expect(first.stdout).toContain("a made-up coalition");
  expect(first.stdout).toMatch(/coalition +UNPROTECTED +\d+\.\d\d % +\d+\.\d\d–\d+\.\d\d %/);
  expect(first.stdout).toMatch(/Open http:\/\/127\.0\.0\.1:\d+ in a browser/);
  expect(first.stdout).toMatch(/SPAREWHEEL_SOURCE_PORT=\d+ .*\n {2}SPAREWHEEL_SOURCE_PASSWORD=sw_grafana_/);
  expect(first.stdout).toMatch(/Prometheus reads http:\/\/127\.0\.0\.1:\d+\/metrics/);
  expect(first.stderr).toMatch(/\d+\/\d+ filings received/);

  await copyFolder(await calculatedDemonstration(), data);
  const second = await demo(["--once", "--output", "json"]);
  expect(second.stderr).not.toContain("filings received");
  const document = JSON.parse(second.stdout) as {
    world: string;
    figures: { figures: { coalition: Record<string, { value: number }> } }[];
  };
  expect(document.world).toBe("synthetic");
  const shares = ["EVAL_GAP", "FALLBACK_GAP", "UNPROTECTED"].map((code) => {
    const value = document.figures[0]?.figures.coalition[code]?.value ?? Number.NaN;
    return new RegExp(`^coalition +${code} +${(value * 100).toFixed(2)} %`, "m");
  });
  for (const share of shares) expect(first.stdout).toMatch(share);

  expect((await demo(["reset"])).stdout).toContain(`Removed ${data}`);
  expect(existsSync(data)).toBe(false);
}, 240_000);

test("a folder with other data is neither filled nor removed", async () => {
  writeFileSync(join(directory, "letters.txt"), "");
  for (const words of [["--once"], ["reset"]])
    await expect(demo(words, directory)).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining("not of a demonstration"),
    });
  expect(existsSync(join(directory, "letters.txt"))).toBe(true);
});
