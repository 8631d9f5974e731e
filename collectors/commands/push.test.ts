import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CommandWorld, createCommandWorld } from "../testing/command-world.ts";
import { problem, type ScriptedServer, startScriptedServer } from "../testing/scripted-server.ts";
import { push, type PushOptions } from "./push.ts";

let world: CommandWorld;
let server: ScriptedServer;

beforeEach(async () => {
  world = await createCommandWorld();
  server = await startScriptedServer();
});
afterEach(async () => {
  await server.stop();
  await world.remove();
});

const header = { schema_version: 1, reference_date: "2026-09-30", complete: true };
const workload = (id: string) => ({ id, name: `Workload ${id}`, criticality: "critical", stage: "pilot" });

function inventory(name: string, ids: readonly string[]): string {
  const file = join(world.folder, name);
  const lines = [{ ...header, records: ids.length }, ...ids.map(workload)];
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  return file;
}

const optionsFor = (file: string, more: Partial<PushOptions> = {}): PushOptions => ({
  file,
  agency: "nl-tax",
  server: server.url,
  key: "the-key",
  ...more,
});

const spool = (...path: string[]): string =>
  join(world.stateDirectory, "sparewheel", new URL(server.url).host.replace(":", "_"), "nl-tax", ...path);
const spooled = (folder: string): string[] => {
  try {
    return readdirSync(spool(folder)).toSorted();
  } catch {
    return [];
  }
};

test("a stored push leaves a verified receipt, an empty pending folder and a copy of what was sent, for its owner only", async () => {
  expect(await push(optionsFor(inventory("a.ndjson", ["w2", "w1"])), world)).toBe(0);
  const [sent] = server.received;
  expect(sent?.header).toMatchObject({ ...header, records: 2, sender: expect.stringMatching(/^sparewheel\/\d/) });
  expect(sent?.workloads.map(({ id }) => id)).toEqual(["w2", "w1"]); // as in the file
  expect(spooled("pending")).toEqual([]);
  expect(spooled("sent")).toEqual([`${sent?.pushId}.json`, `${sent?.pushId}.ndjson.gz`]);
  expect(readFileSync(spool("receipts", "1-1.txt"), "utf8")).toContain(`push ${sent?.pushId}\n`);
  expect(statSync(spool("sent", `${sent?.pushId}.ndjson.gz`)).mode & 0o777).toBe(0o600);
  expect(statSync(spool("pending")).mode & 0o777).toBe(0o700);
  expect(world.stdout()).toMatch(/nl-tax +2 +2 +0 +0 +0 +0 +1\n/);
});

test("an answer lost after storing is asked for again under the same push id, and the push is stored once", async () => {
  server.script = ["break", "store-then-break", { status: 503, headers: { "retry-after": "77" } }];
  expect(await push(optionsFor(inventory("a.ndjson", ["w1"])), world)).toBe(0);
  expect(new Set(server.received.map(({ pushId }) => pushId)).size).toBe(1);
  expect(server.received).toHaveLength(4);
  expect(spooled("receipts")).toEqual(["1-1.txt"]);
  // Halfway between 5 s and a bound of 10, then 20 s; Retry-After is a least.
  expect(world.slept).toEqual([7_500, 12_500, 77_000]);
  expect(world.stderr()).toContain("the server answered 503; trying again in 77 s");
});

test("every status that may pass is tried again, and so is a push that is just being stored", async () => {
  const passing = [408, 425, 429, 500, 502, 503, 504].map((status) => ({ status }));
  server.script = [...passing, { status: 409, body: problem(409, "push-in-progress", "Being stored") }];
  expect(await push(optionsFor(inventory("a.ndjson", ["w1"])), world)).toBe(0);
  expect(server.received).toHaveLength(9);
  expect(Math.max(...world.slept)).toBeLessThanOrEqual(300_000);
  expect(Math.min(...world.slept)).toBeGreaterThanOrEqual(5_000);
});

test("a push that was stopped is resumed by the same file with its old id, and by no other file", async () => {
  const file = inventory("a.ndjson", ["w1"]);
  server.script = ["break", "break"];
  expect(await push(optionsFor(file, { giveUpAfterMs: 1 }), world)).toBe(4);
  const [pushId] = server.received.map((received) => received.pushId);
  expect(spooled("pending")).toEqual([`${pushId}.json`, `${pushId}.ndjson.gz`]);

  expect(await push(optionsFor(inventory("b.ndjson", ["w2"]), { giveUpAfterMs: 1 }), world)).toBe(4);
  expect(world.stderr()).toContain(`An earlier push of ${file} for nl-tax (2026-09-30)`);
  expect(await push(optionsFor(file), world)).toBe(0);
  expect(server.received.map((received) => received.pushId === pushId)).toEqual([true, false, true]);
});

test("stopping a push that waits ends it with status 4 and keeps it", async () => {
  const stop = new AbortController();
  const stopped = await createCommandWorld({ signal: stop.signal, sleep: async () => stop.abort() });
  server.script = ["break"];
  try {
    expect(await push(optionsFor(inventory("a.ndjson", ["w1"])), stopped)).toBe(4);
    expect(stopped.stderr()).toContain("Run the same command again");
  } finally {
    await stopped.remove();
  }
});

test("a refused push ends with status 3, says what to do, stays spooled, and is told about at the next run", async () => {
  const file = inventory("a.ndjson", ["w1"]);
  server.script = [
    { status: 409, body: problem(409, "inventory-shrank", "Fewer workloads", { detail: "1 instead of 9" }) },
  ];
  expect(await push(optionsFor(file), world)).toBe(3);
  // What and what to do are the last two lines, below the list.
  expect(world.stderr()).toMatch(
    /\nnl-tax: 409 Fewer workloads: 1 instead of 9\n.*--confirm-shrink.*The push stays in .*\/pending\.\n$/,
  );
  world.forget();
  expect(await push(optionsFor(file, { confirmShrink: true }), world)).toBe(0);
  expect(world.stderr()).toMatch(/Resuming push .* refused on .*Fewer workloads/);
  expect(server.received.map(({ query }) => query)).toEqual(["", "?confirm_shrink=true"]);
});

test.each([400, 401, 403, 404, 413, 415, 302, 418])("status %i is not tried again", async (status) => {
  server.script = [{ status, body: problem(status, "x", "No") }];
  expect(await push(optionsFor(inventory("a.ndjson", ["w1"])), world)).toBe(3);
  expect(server.received).toHaveLength(1);
});

test("a redirect is not followed: the key goes to no address that nobody chose", async () => {
  server.script = [{ status: 307, headers: { location: `${server.url}/elsewhere` }, body: {} }];
  expect(await push(optionsFor(inventory("a.ndjson", ["w1"])), world)).toBe(3);
  expect(server.received).toHaveLength(1);
});

test("records that only the server refuses are named by their line, status 1", async () => {
  const errors = [{ record: 1, pointer: "/name", code: "invalid-text", message: "expected something else" }];
  server.script = [
    { status: 422, body: problem(422, "invalid-records", "Records have errors", { errors, errors_total: 30 }) },
  ];
  expect(await push(optionsFor(inventory("a.ndjson", ["w1", "w2"])), world)).toBe(1);
  expect(world.stderr()).toMatch(
    /record 1 \(line 3\) \/name invalid-text: expected something else\n  \.\.\. and 29 more\nnl-tax: 422 Records have errors\.\nCorrect the records.*\n$/,
  );
});

test("an id that the server has with other content is given up, and the next run makes a new one", async () => {
  const file = inventory("a.ndjson", ["w1"]);
  server.script = [{ status: 422, body: problem(422, "push-id-reused", "Another content has this id") }];
  expect(await push(optionsFor(file), world)).toBe(3);
  expect(await push(optionsFor(file), world)).toBe(0);
  expect(new Set(server.received.map(({ pushId }) => pushId)).size).toBe(2);
});

test.each([
  ["another content", { content: `sha-256:${"0".repeat(64)}` }],
  ["another agency", { agency: "nl-customs" }],
  [
    "another number of records",
    { records: { submitted: 7, added: 7, changed: 0, unchanged: 0, removed: 0, warnings: 0 } },
  ],
  ["a chain that begins in the middle", { previous: `sha-256:${"0".repeat(64)}` }],
])(
  "a signed receipt for %s proves nothing: status 3, the push stays and the receipt is kept apart",
  async (_, change) => {
    server.forge = (fields) => ({ ...fields, ...change });
    expect(await push(optionsFor(inventory("a.ndjson", ["w1"])), world)).toBe(3);
    expect(spooled("receipts")).toEqual([]);
    expect(spooled("pending")).toEqual([
      expect.stringMatching(/\.doubtful-receipt\.txt$/),
      expect.stringMatching(/\.json$/),
      expect.stringMatching(/\.ndjson\.gz$/),
    ]);
  },
);

test("a receipt that does not continue the one before is not accepted", async () => {
  expect(await push(optionsFor(inventory("a.ndjson", ["w1"])), world)).toBe(0);
  server.forge = (fields) => ({ ...fields, previous: `sha-256:${"0".repeat(64)}` });
  expect(await push(optionsFor(inventory("b.ndjson", ["w2"])), world)).toBe(3);
  expect(world.stderr()).toContain("does not continue receipt 1");
});

test("a new receipt key of the server is told about, and the old one is kept", async () => {
  expect(await push(optionsFor(inventory("a.ndjson", ["w1"])), world)).toBe(0);
  expect(world.stderr()).not.toContain("receipt keys");
  server.rotateKey();
  expect(await push(optionsFor(inventory("b.ndjson", ["w2"]), { quiet: true }), world)).toBe(0);
  expect(world.stderr()).toContain("receipt keys that it did not have before");
  expect((JSON.parse(readFileSync(spool("..", "keys.json"), "utf8")) as { keys: [] }).keys).toHaveLength(2);
});

test("one record with an error: nothing is spooled and nothing is sent", async () => {
  const file = inventory("a.ndjson", ["w1", "w2", "w1"]);
  expect(await push(optionsFor(file), world)).toBe(1);
  expect(world.stderr()).toContain(`${file}:4:7: nl-tax w1 /id duplicate-workload`);
  expect([server.received, spooled("pending")]).toEqual([[], []]);
});

test("of the pushes sent the last ten are kept, of the receipts all", async () => {
  for (let number = 1; number <= 12; number += 1)
    expect(await push(optionsFor(inventory("a.ndjson", [`w${number}`])), world)).toBe(0);
  const last = server.received.slice(-10).flatMap(({ pushId }) => [`${pushId}.json`, `${pushId}.ndjson.gz`]);
  expect(spooled("sent")).toEqual(last);
  expect(spooled("receipts")).toHaveLength(12);
});

test.each([
  ["no agency", { agency: undefined }, "does not say whose workloads"],
  ["no member for all agencies", { agency: undefined, allAgencies: true }, "Add --member ID"],
  ["an address without a scheme", { server: "localhost:8080" }, "is not the address of a server"],
  ["an empty key", { key: "" }, "SPAREWHEEL_KEY"],
  ["a reference date that does not exist", { referenceDate: "2026-02-30" }, "YYYY-MM-DD"],
  ["a reference date against the file's own", { referenceDate: "2026-01-01" }, "--reference-date says"],
])("wrong usage is status 2 and a sentence: %s", async (_, more, words) => {
  expect(await push(optionsFor(inventory("a.ndjson", ["w1"]), more), world)).toBe(2);
  expect(world.stderr()).toContain(words);
  expect(world.stderr().trimEnd().split("\n")).toHaveLength(2);
});

test("--incomplete is stronger than a header that says complete, and quiet leaves standard error empty", async () => {
  const slow = await createCommandWorld({ isTerminal: true });
  try {
    expect(await push(optionsFor(inventory("a.ndjson", ["w1"]), { incomplete: true, quiet: true }), slow)).toBe(0);
    expect(server.received[0]?.header).toMatchObject({ complete: false });
    expect(slow.stderr()).toBe("");
    expect(await push(optionsFor(inventory("b.ndjson", ["w2"])), slow)).toBe(0);
    expect(slow.stderr()).not.toBe("");
  } finally {
    await slow.remove();
  }
});

test("bare workload lines need a reference date from the caller", async () => {
  const file = join(world.folder, "bare.ndjson");
  writeFileSync(file, `${JSON.stringify(workload("w1"))}\n`);
  expect(await push(optionsFor(file), world)).toBe(2);
  expect(await push(optionsFor(file, { referenceDate: "2026-09-30", incomplete: true }), world)).toBe(0);
  expect(server.received[0]?.header).toMatchObject({ reference_date: "2026-09-30", complete: false, records: 1 });
});
