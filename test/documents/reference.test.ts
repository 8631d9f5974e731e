import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runDocument } from "#test/support/documented-commands/run-document.ts";
import { openSandbox, type Sandbox } from "#test/support/documented-commands/sandbox.ts";
import { copyFirstData } from "#test/support/first-data.ts";
import { documents } from "./documents.ts";

const root = resolve(import.meta.dirname, "../..");
/** Each command starts a process, on a machine that may be busy with other tests. */
const patienceMs = 240_000;
let sandbox: Sandbox;

/** What these documents take as given: a server that knows the agency, its key, its file, and the receipt that is printed. */
beforeAll(async () => {
  sandbox = await openSandbox();
  await copyFirstData(sandbox.folder);
  await sandbox.start("npm start > server.log");
  const registry = "{members: [{id: nl, jurisdictions: [NL]}], agencies: [{id: nl-tax, member: nl}]}";
  const { status, err } = await sandbox.run(`
    echo '${registry}' | sparewheel registry import /dev/stdin
    sparewheel key create agency --agency nl-tax | tee agency.key > agency-key`);
  if (status !== 0) throw new Error(err);
  const place = (name: string): string => join(sandbox.folder, name);
  copyFileSync(join(root, "test/fixtures/example-push.ndjson"), place("inventory.ndjson"));
  const inventories = "test/fixtures/inventories/omb-2025/2025_individually_reported_AI_use_cases.csv";
  copyFileSync(join(root, inventories), place("inventory.csv"));
  const protocol = readFileSync(join(root, "docs/push-protocol.md"), "utf8");
  writeFileSync(place("filing.ndjson"), fenceThatBegins(protocol, '{"schema_version"'));
  writeFileSync(place("receipt.txt"), fenceThatBegins(protocol, "sparewheel receipt v1"));
});
afterAll(() => sandbox.close());

function fenceThatBegins(document: string, words: string): string {
  const at = document.indexOf(`\`\`\`\n${words}`) + 4;
  return document.slice(at, document.indexOf("```", at));
}

test.each(documents.reference)(
  "%s: its commands do what it says",
  async (path) => {
    expect(await runDocument(path, sandbox)).toEqual([]);
  },
  patienceMs,
);
