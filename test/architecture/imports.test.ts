import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");

/**
 * Folder -> folders and packages it may import; the longest match wins. Modules (ingest, registry, projection, read, keys,
 * operations) never import each other: they meet in tables, and `services` itself wires them.
 */
const below = ["services/schema", "services/derivation", "services/ledger", "services/db", "services/http"];
const rules: Record<string, { folders: readonly string[]; packages: readonly string[] }> = {
  "services/schema": { folders: [], packages: ["zod"] },
  "services/derivation": { folders: ["services/schema"], packages: [] },
  // Checks of records that the server and the agencies' program have in common: nothing in it knows a store or a request.
  "services/records": { folders: ["services/schema", "services/derivation"], packages: ["ajv", "zod"] },
  "services/indicators": { folders: ["services/schema", "services/derivation"], packages: ["zod"] },
  // What readers may ask for, in words and SQL; calculation fills it.
  "services/views": { folders: ["services/schema", "services/indicators"], packages: [] },
  "services/db": {
    folders: ["services/schema"],
    packages: ["@clickhouse/client", "chdb", "drizzle-orm", "pino", "postgres"],
  },
  "services/http": {
    folders: ["services/schema"],
    packages: ["@hono/node-server", "@hono/zod-openapi", "hono", "pino", "zod"],
  },
  "services/ledger": { folders: ["services/schema", "services/derivation", "services/db"], packages: ["drizzle-orm"] },
  "services/ingest": {
    folders: [...below, "services/records"],
    packages: ["@hono/zod-openapi", "drizzle-orm", "hono", "tsx", "zod"],
  },
  "services/registry": { folders: below, packages: ["@hono/zod-openapi"] },
  "services/projection": { folders: [...below, "services/indicators"], packages: ["@hono/zod-openapi", "pino", "tsx"] },
  "services/read": { folders: [...below, "services/indicators"], packages: ["@hono/zod-openapi", "hono"] },
  // Results are figures kept: it may ask whoever answers them.
  "services/calculation": {
    folders: [...below, "services/indicators", "services/read", "services/views"],
    packages: ["pino", "tsx"],
  },
  "services/gateway": { folders: [...below, "services/views"], packages: ["pino"] },
  "services/metrics": {
    folders: [...below, "services/views"],
    packages: ["pino", "prom-client"],
  },
  // Pages show what `read` answers, so it may ask it too.
  "services/portal": {
    folders: [...below, "services/indicators", "services/read", "services/records"],
    packages: ["hono", "zod"],
  },
  "services/keys": { folders: below, packages: ["@hono/zod-openapi", "drizzle-orm", "pino", "zod"] },
  "services/operations": {
    // Problem pages are served from the text that the committed ones are made of.
    folders: [...below, "services/generate", "services/indicators"],
    packages: ["@hono/zod-openapi", "pino", "zod"],
  },
  "services/generate": {
    folders: ["services/schema", "services/records", "services/indicators", "services/views", "services"],
    packages: ["zod"],
  },
  // A case goes through every module, in the order in which a server would wire them.
  "services/cases": {
    folders: [
      ...below,
      "services/indicators",
      "services/ingest",
      "services/projection",
      "services/read",
      "services/registry",
    ],
    packages: ["pino", "zod"],
  },
  "services/demo": { folders: ["services/schema", "services/cases"], packages: [] },
  "services/commands": {
    folders: [
      "services",
      "services/cases",
      "services/demo",
      "services/schema",
      "services/db",
      "services/keys",
      "services/operations",
      "services/indicators",
      "collectors",
    ],
    packages: ["commander", "pino", "yaml", "zod"],
  },
  services: {
    folders: [
      ...below,
      "services/calculation",
      "services/commands",
      "services/gateway",
      "services/generate",
      "services/indicators",
      "services/ingest",
      "services/keys",
      "services/metrics",
      "services/operations",
      "services/portal",
      "services/projection",
      "services/read",
      "services/registry",
      "collectors",
      "dashboards",
    ],
    packages: ["commander", "pino", "zod"],
  },
  collectors: {
    folders: ["services/schema", "services/records"],
    packages: ["csv-parse", "fflate", "yaml", "zod"],
  },
  // Made at home, read by Grafana: nothing that runs imports it.
  dashboards: {
    folders: ["services/schema", "services/indicators"],
    packages: ["@grafana/grafana-foundation-sdk", "yaml"],
  },
};
const folders = Object.keys(rules).sort((left, right) => right.length - left.length);
const folderOf = (path: string): string => folders.find((folder) => path.startsWith(`${folder}/`)) ?? path;

const { imports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { imports: Record<string, string> };

function resolved(file: string, specifier: string): string {
  if (specifier.startsWith(".")) return relative(root, resolve(root, dirname(file), specifier));
  const alias = specifier.slice(0, specifier.indexOf("/"));
  const target = imports[`${alias}/*`];
  if (!target) throw new Error(`${file} imports ${specifier}, which package.json does not map`);
  return target.replace("./", "").replace("*", specifier.slice(alias.length + 1));
}

const specifiers = (file: string): string[] =>
  [...readFileSync(join(root, file), "utf8").matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)["']([^"'\n]+)["']/g)].map(
    (match) => match[1] ?? "",
  );

function broken(file: string, specifier: string): string | undefined {
  const from = folderOf(file);
  const rule = rules[from];
  if (!rule || specifier.startsWith("node:")) return undefined;
  if (specifier.startsWith("#") || specifier.startsWith(".")) {
    const to = folderOf(resolved(file, specifier));
    return to === from || rule.folders.includes(to) ? undefined : `${file} -> ${to}`;
  }
  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  return rule.packages.includes(name) ? undefined : `${file} -> ${name}`;
}

const files = ["services", "collectors", "dashboards"]
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  )
  .filter((file) => /\.(?:ts|mjs)$/.test(file) && !file.endsWith(".test.ts"));

// It reads text, not the compiler's tree: TypeScript 7 has no stable interface for that. A type-only import counts too.
test("every import goes in an allowed direction", () => {
  expect(files.length).toBeGreaterThan(100); // an empty scan would pass for the wrong reason
  expect(files.flatMap((file) => specifiers(file).map((specifier) => broken(file, specifier))).filter(Boolean)).toEqual(
    [],
  );
});

test("a broken direction is noticed", () => {
  expect(broken("services/schema/text.ts", "#db/postgres.ts")).toBe("services/schema/text.ts -> services/db");
  expect(broken("services/read/figures.ts", "#ingest/accept-push.ts")).toBe(
    "services/read/figures.ts -> services/ingest",
  );
  expect(broken("collectors/progress.ts", "hono")).toBe("collectors/progress.ts -> hono");
});

test("only the two entry points read the environment", () => {
  const readers = files.filter((file) =>
    /process\.env\b|\benv \} = process|, env \}/.test(readFileSync(join(root, file), "utf8")),
  );
  expect(readers).toEqual(["services/cli.ts"]);
});

test("no statement inserts from input(), which succeeds and stores nothing in the embedded engine", () => {
  const inserting = files.filter((file) => /\bFROM\s+input\s*\(/i.test(readFileSync(join(root, file), "utf8")));
  expect(inserting).toEqual([]);
});
