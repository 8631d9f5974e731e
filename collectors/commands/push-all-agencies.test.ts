import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CommandWorld, createCommandWorld } from "../testing/command-world.ts";
import { problem, type ScriptedServer, startScriptedServer } from "../testing/scripted-server.ts";
import { push, type PushOptions } from "./push.ts";

const file = join(
  import.meta.dirname,
  "../../test/fixtures/inventories/omb-2025/2025_individually_reported_AI_use_cases.csv",
);
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

const options = (more: Partial<PushOptions> = {}): PushOptions => ({
  file,
  preset: "omb-2025",
  referenceDate: "2025-12-31",
  server: server.url,
  key: "the-key",
  ...more,
});

test("all agencies of the published file: the missing ones are registered, each is pushed once, one refusal stops no other", async () => {
  server.registry.agencies.push({ id: "va", member: "us" } as { id: string });
  server.script = ["store", { status: 409, body: problem(409, "inventory-shrank", "Fewer workloads") }];
  expect(await push(options({ allAgencies: true, member: "us" }), world)).toBe(3);
  expect(server.received).toHaveLength(41);
  expect(server.received.reduce((sum, { workloads }) => sum + workloads.length, 0)).toBe(3611);
  expect(server.registry.agencies).toHaveLength(41);
  expect(new Set(server.registry.agencies.map(({ id }) => id)).size).toBe(41);
  expect(server.registry.agencies).toContainEqual({
    id: "dhs",
    member: "us",
    registered_on: null,
    closed_on: null,
    name: "Department of Homeland Security",
  });
  const told = server.received.map(({ header }) => (header["source_warnings"] ?? {}) as Record<string, number>);
  expect(told.reduce((sum, counts) => sum + (counts["date-approximate"] ?? 0), 0)).toBe(484);
  expect(world.stdout()).toMatch(/484 +date-approximate: a month without a day/);
  expect(
    world
      .stdout()
      .split("\n")
      .filter((line) => /^[a-z0-9-]+ +[\d,]+ /.test(line)),
  ).toHaveLength(41);

  // A second run finds the 40 stored ones by content no more, and the refused one by its spool.
  world.forget();
  expect(await push(options({ allAgencies: true, member: "us", confirmShrink: true }), world)).toBe(0);
  expect(world.stderr()).toMatch(/Resuming push .* of dhs/);
});

test("a server that goes out of reach ends the run after the agency it stopped at, which stays spooled: status 4", async () => {
  server.script = ["store", "break"];
  expect(await push(options({ allAgencies: true, member: "us", giveUpAfterMs: 1_000 }), world)).toBe(4);
  expect(server.received).toHaveLength(2);
  expect(world.stdout()).toMatch(/^cftc +3 +3 .*\ndhs +\d+ +- /m);
  expect(world.stderr()).toMatch(/^Not tried: [a-z, -]+\.$/m);
});

test("one agency of the file: only its records are sent", async () => {
  expect(await push(options({ agency: "cftc" }), world)).toBe(0);
  expect(server.received.map(({ agency, workloads }) => [agency, workloads.length])).toEqual([["cftc", 3]]);
});

test("a file of several agencies, or without the agency asked for, is a question back to the caller", async () => {
  expect(await push(options(), world)).toBe(2);
  expect(world.stderr()).toContain("holds 41 agencies: cftc, dhs");
  world.forget();
  expect(await push(options({ agency: "nl-tax" }), world)).toBe(2);
  expect(world.stderr()).toContain("has no record of agency nl-tax");
});

test("an unknown member, or an agency of another member, is refused before anything is registered or sent", async () => {
  expect(await push(options({ allAgencies: true, member: "eu" }), world)).toBe(3);
  expect(world.stderr()).toContain("The registry has no member eu");
  server.registry.agencies.push({ id: "va", member: "jp" } as { id: string });
  expect(await push(options({ allAgencies: true, member: "us" }), world)).toBe(3);
  expect(world.stderr()).toContain("Agency va belongs to member jp");
  expect([server.received.length, server.registry.agencies.length]).toEqual([0, 1]);
});

test("on a terminal progress is one line that is drawn again; elsewhere it is whole lines", async () => {
  const terminal = await createCommandWorld({ isTerminal: true });
  try {
    expect(await push(options({ allAgencies: true, member: "us" }), terminal)).toBe(0);
    expect(terminal.stderr()).toMatch(/\r\[#{24}\] 41\/41 agencies/);
    expect(await push(options({ allAgencies: true, member: "us" }), world)).toBe(0);
    expect(world.stderr()).not.toContain("\r");
  } finally {
    await terminal.remove();
  }
});

test("a dry run says what it would file for agencies that are not registered yet, quietly too", async () => {
  const table = join(world.folder, "a.csv");
  writeFileSync(table, "id,body,risk\n1,Ministère de l’Économie,High\n2,Ministère de l’Économie,\n");
  const mapping = join(world.folder, "m.yaml");
  writeFileSync(
    mapping,
    `version: 1
agency: {column: body, as: slug}
fields:
  id: {column: id}
  name: {column: id}
  stage: {constant: production}
  criticality: {column: risk, values: {High: critical, "": not-assessed}}
`,
  );
  const own = { file: table, preset: undefined, mapping, allAgencies: true, member: "us", dryRun: true, quiet: true };
  expect(await push(options(own), world)).toBe(0);
  expect(world.stdout()).toMatch(/This agency would first be registered under us; .*\n/);
  expect(world.stdout()).toMatch(/ministere-de-l-economie +Ministère de l’Économie +2 +1 +1\n/);
  expect(server.received).toEqual([]);
});
