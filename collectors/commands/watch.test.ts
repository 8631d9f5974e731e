import { appendFileSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CommandWorld, createCommandWorld } from "../testing/command-world.ts";
import { problem, type ScriptedServer, startScriptedServer } from "../testing/scripted-server.ts";
import { settingsDigest } from "../watching/settings-digest.ts";
import { watch, type WatchOptions } from "./watch.ts";

const settleMs = 150;
const patienceMs = 5_000;

let world: CommandWorld;
let server: ScriptedServer;
let stopping: AbortController;
let folder: string;

beforeEach(async () => {
  stopping = new AbortController();
  server = await startScriptedServer();
  world = await realTimeWorld();
  folder = join(world.folder, "inventories");
  mkdirSync(folder);
});
afterEach(async () => {
  stopping.abort();
  await server.stop();
  await world.remove();
});

/** Files settle in real time. */
const realTimeWorld = async (): Promise<CommandWorld> =>
  createCommandWorld({ now: Date.now, sleep: (ms) => delay(ms), signal: stopping.signal });

const header = { schema_version: 1, reference_date: "2026-09-30", complete: true };
const textOf = (...ids: string[]): string =>
  [{ ...header, records: ids.length }, ...ids.map((id) => ({ id, name: id, criticality: "critical", stage: "pilot" }))]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join("");
const put = (name: string, text: string): void => writeFileSync(join(folder, name), text);

const start = (more: Partial<WatchOptions> = {}): Promise<number> =>
  watch({ folder, agency: "nl-tax", server: server.url, key: () => "the-key", settleMs, once: false, ...more }, world);
const pushedIds = (): string[] => server.received.map(({ workloads }) => workloads.map(({ id }) => id).join("+"));

async function until(isTrue: () => boolean): Promise<number> {
  const started = performance.now();
  while (!isTrue()) {
    if (performance.now() - started > patienceMs) throw new Error(`waited in vain: ${world.stderr()}`);
    await delay(10);
  }
  return performance.now() - started;
}

test("what appears and what changes is pushed, one file after the other, and a signal ends it with status 0", async () => {
  put("before.ndjson", textOf("w1"));
  const ended = start();
  await until(() => server.received.length === 1);
  put("after.ndjson", textOf("w2"));
  await until(() => server.received.length === 2);
  put("before.ndjson", textOf("w1", "w3"));
  await until(() => server.received.length === 3);
  stopping.abort();
  expect(await ended).toBe(0);
  expect(pushedIds()).toEqual(["w1", "w2", "w1+w3"]);
  expect(world.stderr()).toContain(`Watching ${folder}`);
});

test("a file is not read while it is written, and is read at once when it was written elsewhere and moved in", async () => {
  const ended = start({ settleMs: 1_000 });
  await delay(150);
  const [first = "", ...rest] = textOf("w1", "w2", "w3").split(/(?<=\n)/);
  put("slow.ndjson", first);
  for (const line of rest) {
    await delay(400);
    appendFileSync(join(folder, "slow.ndjson"), line);
  }
  expect(server.received).toEqual([]);
  expect(await until(() => server.received.length === 1)).toBeGreaterThan(800);

  writeFileSync(join(world.folder, "elsewhere"), textOf("w4"));
  renameSync(join(world.folder, "elsewhere"), join(folder, "moved.ndjson"));
  expect(await until(() => server.received.length === 2)).toBeLessThan(950);
  put(".moved.ndjson.part", textOf("w4", "w5"));
  renameSync(join(folder, ".moved.ndjson.part"), join(folder, "moved.ndjson"));
  expect(await until(() => server.received.length === 3)).toBeLessThan(950);
  stopping.abort();
  await ended;
  expect(pushedIds()).toEqual(["w1+w2+w3", "w4", "w4+w5"]);
});

test("errors in one file are told, stop no other, and the same bytes are not tried again, also after a restart", async () => {
  put("bad.ndjson", textOf("w1", "w1"));
  await delay(20);
  put("good.ndjson", textOf("w2"));
  let ended = start();
  await until(() => world.stdout().includes("nl-tax")); // its answer has come: what is stopped before that is sent again
  expect(server.received).toHaveLength(1);
  expect(world.stderr()).toContain(`${join(folder, "bad.ndjson")}:3:7: nl-tax w1 /id duplicate-workload`);
  stopping.abort();
  expect(await ended).toBe(0);
  expect(readdirSync(folder)).toEqual(["bad.ndjson", "good.ndjson"]);

  stopping = new AbortController();
  world.signal = stopping.signal;
  world.forget();
  ended = start();
  put("bad.ndjson", textOf("w1", "w1")); // written again, the same
  await delay(3 * settleMs);
  expect([server.received.length, world.stderr()]).toEqual([1, expect.not.stringContaining("duplicate-workload")]);
  put("bad.ndjson", textOf("w1"));
  await until(() => server.received.length === 2);
  stopping.abort();
  await ended;
  expect(pushedIds()).toEqual(["w2", "w1"]);
});

test("a push that a stop interrupted goes on after the restart under its old id, and is stored once", async () => {
  put("a.ndjson", textOf("w1"));
  server.script = ["store-then-break"];
  let ended = start();
  await until(() => world.stderr().includes("trying again"));
  stopping.abort();
  expect(await ended).toBe(0);

  stopping = new AbortController();
  world.signal = stopping.signal;
  world.forget();
  ended = start();
  await until(() => world.stdout().includes("nl-tax"));
  stopping.abort();
  await ended;
  expect(new Set(server.received.map(({ pushId }) => pushId)).size).toBe(1);
  expect(world.stderr()).toContain("Resuming push");
});

test("an acknowledged push whose note was lost is not made a second time", async () => {
  put("a.ndjson", textOf("w1"));
  expect(await start({ once: true })).toBe(0);
  const memory = join(world.stateDirectory, "sparewheel", new URL(server.url).host.replace(":", "_"), "watched");
  const [name = ""] = readdirSync(memory);
  const kept = JSON.parse(readFileSync(join(memory, name), "utf8")) as { files: Record<string, { status: unknown }> };
  kept.files["a.ndjson"]!.status = "started";
  writeFileSync(
    join(memory, name),
    JSON.stringify({ ...kept, files: { "a.ndjson": { ...kept.files["a.ndjson"], at: "2026-01-01T00:00:00.000Z" } } }),
  );
  expect(await start({ once: true })).toBe(0);
  expect(server.received).toHaveLength(1);
});

test("--once ends with the highest status, leaves what it knows alone and still says it, and tries refusals again", async () => {
  put("a.ndjson", textOf("w1"));
  await delay(20);
  put("b.ndjson", textOf("w2", "w2"));
  await delay(20);
  put("c.ndjson", textOf("w3"));
  server.script = ["store", { status: 403, body: problem(403, "wrong-key-kind", "Not with this key") }];
  expect(await start({ once: true })).toBe(3);
  expect(pushedIds()).toEqual(["w1", "w3"]);
  world.forget();
  expect(await start({ once: true })).toBe(1);
  expect(pushedIds()).toEqual(["w1", "w3", "w3"]);
  expect(world.stderr()).toContain(`${join(folder, "b.ndjson")} was refused before`);
});

test("--once does not wait for ever for a file that somebody goes on writing: status 4, and the file's name", async () => {
  let minutes = 0;
  const hasty = {
    ...world,
    now: () => Date.now() + minutes * 60_000,
    sleep: async () => {
      minutes += 1;
      appendFileSync(join(folder, "slow.ndjson"), "x");
      await delay(1);
    },
  };
  put("slow.ndjson", "x");
  const ended = watch(
    { folder, agency: "nl-tax", server: server.url, key: () => "the-key", settleMs: 120_000, once: true },
    hasty,
  );
  expect(await ended).toBe(4);
  expect(world.stderr()).toContain("left for the next time: slow.ndjson");
});

test("other options make another push of the same bytes", async () => {
  const bare = `${JSON.stringify({ id: "w1", name: "w1", criticality: "critical", stage: "pilot" })}\n`;
  put("a.ndjson", bare);
  for (const referenceDate of ["2026-06-30", "2026-06-30", "2026-09-30"])
    expect(await start({ once: true, referenceDate })).toBe(0);
  expect(server.received.map((push) => push.header["reference_date"])).toEqual(["2026-06-30", "2026-09-30"]);
});

test("another content of a mapping is another push too, wherever the mapping lies", async () => {
  const mapping = join(world.folder, "mapping.yaml");
  const digestWith = async (text: string): Promise<string> => {
    writeFileSync(mapping, text);
    return settingsDigest({ mapping, agency: "nl-tax" });
  };
  const first = await digestWith("version: 1");
  expect(await digestWith("version: 1")).toBe(first);
  expect(await digestWith("version: 2")).not.toBe(first);
});

test("a mapping that changes while the folder is watched is read again, once it is still: files are pushed by it without a restart", async () => {
  const mapping = join(world.folder, "mapping.yaml");
  const stageIs = (stage: string): void =>
    writeFileSync(
      mapping,
      `version: 1\nfields:\n  id: { column: id }\n  name: { column: id }\n  criticality: { constant: critical }\n  stage: { constant: ${stage} }\n`,
    );
  stageIs("pilot");
  put("a.csv", "id\nw1\n");
  const ended = start({ mapping, referenceDate: "2026-09-30" });
  await until(() => server.received.length === 1);
  stageIs("wr"); // half of a word: it is not read while it is being written
  await delay(settleMs / 3);
  stageIs("planned");
  await until(() => server.received.length === 2);
  stopping.abort();
  expect(await ended).toBe(0);
  expect(
    server.received.map(({ workloads }) => workloads.map((workload) => (workload as { stage?: string }).stage)),
  ).toEqual([["pilot"], ["planned"]]);
  expect(world.stderr()).toContain(`${mapping} changed`);
  expect(world.stderr()).not.toContain("stays where it is");
});

test("with JSON every file is one line; what is no inventory is left alone and told about once", async () => {
  put("a.ndjson", textOf("w1"));
  put("b.ndjson", textOf("w2", "w2"));
  put("read me.pdf", "x");
  put("half.ndjson.part", textOf("w9"));
  put("empty.ndjson", "");
  expect(await start({ once: true, output: "json" })).toBe(1);
  const lines = world
    .stdout()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { file: string; status: number; answer: { pushes?: object[] } });
  expect(lines.map(({ status }) => status).toSorted((left, right) => left - right)).toEqual([0, 1]);
  expect(lines.find(({ status }) => status === 0)?.answer.pushes).toHaveLength(1);
  expect(world.stderr().match(/read me\.pdf/g)).toHaveLength(1);
  expect(server.received).toHaveLength(1);
});

test("the key is read before every push, so that a new one is used without a restart", async () => {
  let key = "an-old-key";
  put("a.ndjson", textOf("w1"));
  const ended = start({ key: () => key });
  await until(() => world.stderr().includes("401"));
  key = "the-key";
  put("b.ndjson", textOf("w2"));
  await until(() => server.received.length === 1);
  stopping.abort();
  await ended;
  expect(pushedIds()).toEqual(["w2"]);
});

test("a folder that is away for a while is told about once, and looked at until it is back", async () => {
  const ended = start();
  await until(() => world.stderr().includes("Watching"));
  renameSync(folder, `${folder}-away`);
  await until(() => world.stderr().includes("cannot be read"));
  await delay(3 * 150);
  renameSync(`${folder}-away`, folder);
  put("a.ndjson", textOf("w1"));
  await until(() => server.received.length === 1);
  stopping.abort();
  expect([await ended, world.stderr().match(/cannot be read/g)]).toEqual([0, ["cannot be read"]]);
});

test.each([
  ["a folder that is not there", { folder: "/nowhere" }, "is not a folder"],
  ["a dry run", { dryRun: true }, "--dry-run sends nothing"],
  ["a confirmation for files nobody has seen", { confirmShrink: true }, "a person's word for one file"],
])("wrong usage is status 2 and two lines: %s", async (_, more, words) => {
  expect(await start(more)).toBe(2);
  expect(world.stderr()).toContain(words);
  expect(world.stderr().trimEnd().split("\n")).toHaveLength(2);
});
