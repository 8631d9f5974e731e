import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { catalogue } from "#indicators/catalogue.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { measuresOf } from "#indicators/measures.ts";

const root = resolve(import.meta.dirname, "../..");
const digest = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);
const pinned = (file: string): Record<string, string> =>
  JSON.parse(readFileSync(join(import.meta.dirname, file), "utf8")) as Record<string, string>;

test("a migration never changes once it is merged: add a new one, and its digest here", () => {
  const now = Object.fromEntries(
    ["postgres", "clickhouse"].flatMap((store) =>
      readdirSync(join(root, "migrations", store))
        .sort()
        .map((name) => [`${store}/${name}`, digest(readFileSync(join(root, "migrations", store, name), "utf8"))]),
    ),
  );
  expect(now).toEqual(pinned("migrations.json"));
});

/** Code without what does not change what it does: comments and layout. */
const bare = (file: string): string =>
  readFileSync(join(root, file), "utf8")
    .replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "")
    .replaceAll(/[\s,]+/g, "");

/** The last step of each form that is not in the folder of one indicator. */
const lastSteps: Record<Indicator["form"], readonly string[]> = {
  share: ["share.ts", "ratio.ts"],
  debt: ["ratio.ts"],
  duration: [],
  classes: [],
  concentration: ["ratio.ts"],
};

/** Everything that makes a figure of the facts: the rule in words, the judgement of a row, what is summed, and the last step. */
function definitionOf(indicator: Indicator): string {
  const { code, form, unit, has_functions, definition, sql } = indicator;
  const folder = code.toLowerCase().replaceAll("_", "-");
  const own = readdirSync(join(root, "services/indicators", folder))
    .filter((name) => name.endsWith(".ts") && name !== "indicator.ts" && !name.endsWith(".test.ts"))
    .map((name) => `${folder}/${name}`);
  const steps = [...own, ...lastSteps[form]].sort().map((name) => bare(`services/indicators/${name}`));
  const sums = JSON.stringify(measuresOf(indicator));
  return [definition, sql, `${form} ${unit} ${has_functions}`, sums, ...steps].join("\n");
}

test("nothing that makes a figure changes without a new version of its indicator: add one to its history, and its digest", () => {
  const versions = JSON.parse(readFileSync(join(root, "services/indicators/versions.json"), "utf8")) as object;
  const now = Object.fromEntries(
    catalogue.map((indicator) => {
      const text = definitionOf(indicator);
      return [`${indicator.code}@${indicator.version}`, `sha-256:${createHash("sha256").update(text).digest("hex")}`];
    }),
  );
  expect(versions).toMatchObject(now);
  // Digests of past versions stay, and there are no others.
  const every = catalogue.flatMap(({ code, history }) => history.map(({ version }) => `${code}@${version}`));
  expect(Object.keys(versions).sort()).toEqual(every.sort());
});

test("the last step of every indicator is pinned with it", () => {
  const steps = Object.fromEntries(catalogue.map((indicator) => [indicator.code, definitionOf(indicator)]));
  expect(steps.EVAL_GAP).toContain("functionshareOf(");
  expect(steps.RELIABILITY_DEBT).toContain("functionreliabilityDebtOf(");
  expect(steps.DEPLOY_SPEED).toContain("functiondeploySpeedOf(");
  expect(steps.WITHDRAWAL).toContain("withdrawalClasses=");
  expect(steps.CONCENTRATION).toContain("functionconcentrationOf(");
});

test("derivation gives other rows only under another version of it: raise derivationVersion when this list changes", () => {
  const files = readdirSync(join(root, "services/derivation")).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".test.ts"),
  );
  const code = [
    "services/projection/derive-chunk.ts",
    "services/projection/derive-coverage.ts",
    "services/projection/fact-text.ts",
    "services/projection/registry-impact.ts",
    "services/projection/touched-workloads.ts",
    "services/projection/workload-statements.ts",
    ...files.map((name) => `services/derivation/${name}`),
  ];
  const version = /derivationVersion = (\d+)/.exec(
    readFileSync(join(root, "services/projection/derivation-version.ts"), "utf8"),
  )?.[1];
  expect({ [`version ${version}`]: digest(code.sort().map(bare).join("\n")) }).toEqual(
    pinned("derivation-version.json"),
  );
});
