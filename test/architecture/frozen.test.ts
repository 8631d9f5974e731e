import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { catalogue } from "#indicators/catalogue.ts";

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

test("a definition or query never changes without a new version of its indicator", () => {
  const now = Object.fromEntries(
    catalogue.map(({ code, version, definition, sql }) => [`${code}@${version}`, digest(`${definition}\n${sql}`)]),
  );
  expect(now).toEqual(pinned("indicator-versions.json"));
});

test("derivation gives other rows only under another version of it: raise derivationVersion when this list changes", () => {
  const files = readdirSync(join(root, "services/derivation")).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".test.ts"),
  );
  const code = [
    "services/projection/derive-entry.ts",
    "services/projection/fact-row.ts",
    "services/projection/agency-history.ts",
    ...files.map((name) => `services/derivation/${name}`),
  ];
  const version = /derivationVersion = (\d+)/.exec(
    readFileSync(join(root, "services/projection/derivation-version.ts"), "utf8"),
  )?.[1];
  // Comments and layout do not change rows.
  const bare = (file: string): string =>
    readFileSync(join(root, file), "utf8")
      .replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "")
      .replaceAll(/[\s,]+/g, "");
  expect({ [`version ${version}`]: digest(code.sort().map(bare).join("\n")) }).toEqual(
    pinned("derivation-version.json"),
  );
});
