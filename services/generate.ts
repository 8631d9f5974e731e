import { resolve } from "node:path";
import { readingRules } from "#collectors/checking/reading-rules.ts";
import { grafanaFiles, grafanaFolders } from "#dashboards/grafana-files.ts";
import { describeApi } from "#services/describe-api.ts";
import { configurationPage } from "#services/generate/configuration-page.ts";
import { dataDictionary } from "#services/generate/data-dictionary.ts";
import { generateFiles, type Generator } from "#services/generate/generate-files.ts";
import { methodologyPages } from "#services/generate/methodology-pages.ts";
import { problemPages } from "#services/generate/problem-pages.ts";
import { rulePages } from "#services/generate/rule-pages.ts";
import { commandPages } from "#services/generate-commands.ts";
import { viewsPage } from "#services/generate/views-page.ts";

/** Every committed file that is made from another. */
const generators: readonly Generator[] = [
  { generate: problemPages, folders: ["docs/problems"] },
  { generate: () => rulePages(readingRules), folders: ["docs/rules"] },
  { generate: methodologyPages, folders: ["docs/methodology"], byHand: ["docs/methodology/README.md"] },
  { generate: configurationPage, folders: [] },
  { generate: dataDictionary, folders: [] },
  { generate: () => new Map([["docs/openapi.json", `${JSON.stringify(describeApi(), null, 2)}\n`]]), folders: [] },
  { generate: viewsPage, folders: [] },
  { generate: commandPages, folders: ["infra/man"] },
  { generate: grafanaFiles, folders: grafanaFolders },
];

const root = resolve(import.meta.dirname, "..");
const isCheck = process.argv.includes("--check");
const { count, different, stale } = generateFiles(generators, { root, write: !isCheck });

if (!isCheck) {
  process.stdout.write(`${count} generated files: ${different.length} written, ${stale.length} removed\n`);
} else if (different.length + stale.length === 0) {
  process.stdout.write(`${count} generated files are current\n`);
} else {
  const lines = [...different.map((path) => `differs: ${path}`), ...stale.map((path) => `stale: ${path}`)];
  process.stderr.write(`${lines.join("\n")}\nRun npm run generate and commit what it writes.\n`);
  process.exitCode = 1;
}
