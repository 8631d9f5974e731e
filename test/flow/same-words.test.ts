import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { check } from "#collectors/commands/check.ts";
import { type CommandWorld, createCommandWorld } from "#collectors/testing/command-world.ts";
import { rules } from "#schema/rules.ts";
import { changedRecord } from "#test/support/arbitrary-records.ts";
import { openTestPlatform, type TestPlatform } from "#test/support/test-platform.ts";
import { aWorkload, registerAgencies } from "#test/support/world.ts";

let server: TestPlatform;
let world: CommandWorld;
beforeAll(async () => {
  server = await openTestPlatform();
  await registerAgencies(server.api, ["tax"]);
  world = await createCommandWorld();
});
afterAll(async () => {
  await server.close();
  await world.remove();
});

interface Said {
  code: string;
  pointer: string;
  message: string;
}
const said = ({ code, pointer, message }: Said): string => `${pointer} ${code}: ${message}`;

/** What `check` and the server say of the same lines, by record. Line 1 is the header. */
async function bothSay(lines: readonly (string | Buffer)[]): Promise<{ check: string[][]; server: string[][] }> {
  const header = { schema_version: 1, reference_date: "2026-09-30", complete: true, records: lines.length };
  const body = Buffer.concat(
    [JSON.stringify(header), ...lines].flatMap((line) => [Buffer.from(line), Buffer.from("\n")]),
  );
  const file = join(world.folder, "a.ndjson");
  writeFileSync(file, body);
  world.forget();
  await check({ file, output: "json" }, world);
  rmSync(file);
  const report = JSON.parse(world.stdout()) as {
    errors: (Said & { line: number })[];
    warnings: (Said & { line: number })[];
  };
  const answer = await server.api.call(
    "PUT",
    "/v1/agencies/tax/pushes/018f0000-0000-7000-8000-000000000000?dry_run=true",
    {
      body,
      headers: { "content-type": "application/x-ndjson" },
    },
  );
  type Of = { errors?: (Said & { record: number })[]; warnings?: (Said & { record: number })[] };
  const { errors = [], warnings = [] } = answer.json<Of>();
  const refused = errors.length > 0;
  const byRecord = (found: (Said & { record: number })[]): string[][] =>
    lines.map((_, index) =>
      found
        .filter(({ record }) => record === index)
        .map(said)
        .toSorted(),
    );
  return {
    check: byRecord((refused ? report.errors : report.warnings).map((each) => ({ ...each, record: each.line - 2 }))),
    // Only the server knows which providers are registered.
    server: byRecord((refused ? errors : warnings).filter(({ code }) => code !== "provider-unknown")),
  };
}

const line = (id: string, change: object = {}): string => JSON.stringify({ ...aWorkload(id), ...change });
const broken: (string | Buffer)[] = [
  '{"id":"a","name":',
  "[]",
  "null",
  line("large", { name: "x".repeat(1024 * 1024) }),
  `{"a":${"[".repeat(17)}${"]".repeat(17)}}`,
  '{"id":"twice","id":"twice"}',
  '{"id":"p","__proto__":{}}',
  Buffer.from([0x7b, 0xff, 0x7d]),
  line("nfc", { name: "e\u0301" }),
  line("many", { components: Array(201).fill({ layer: "data" }) }),
  line("items", { findings: [0, 1].map(() => ({ id: "f", kind: "test", severity: "low", opened_on: "2025-02-01" })) }),
  line("same"),
  line("same"),
  line("same", { stage: "live" }),
];

test("check says of every wrong record what the server says of it: code, place and words", async () => {
  const samples = fc.sample(changedRecord, { numRuns: 400, seed: 7 });
  const both = await bothSay([...broken, ...samples]);
  expect(both.check.flat().length).toBeGreaterThan(200);
  expect(both.check).toEqual(both.server);
  const codes = new Set(both.check.flat().map((text) => /^\S* ?([a-z0-9-]+):/.exec(text)?.[1]));
  const all = Object.entries(rules)
    .filter(([, { severity }]) => severity === "error")
    .map(([code]) => code);
  expect(all.filter((code) => !codes.has(code))).toEqual([]);
});

test("and of every doubtful one", async () => {
  const day = (completed_on: string, valid_until: string) => ({
    id: completed_on,
    status: "completed",
    completed_on,
    valid_until,
  });
  const both = await bothSay([
    line("a", { retired_on: "2024-12-31" }),
    line("b", { initiated_on: "2026-01-01" }),
    line("c", { stage: "retired" }),
    line("d", { evaluations: [day("2025-01-01", "2025-01-01"), { id: "x", status: "completed" }] }),
    line("e", {
      fallbacks: [{ id: "f", kind: "manual", available_from: "2025-02-01", available_until: "2025-01-01" }],
    }),
    line("f", {
      findings: [
        {
          id: "f",
          kind: "test",
          severity: "low",
          opened_on: "2025-02-01",
          due_on: "2025-01-01",
          corrected_on: "2025-01-01",
        },
      ],
    }),
    line("g", { alternatives: null, name: 'A "quoted" name' }),
  ]);
  expect(both.check.map((found) => found.length)).toEqual([1, 1, 1, 6, 1, 2, 1]);
  expect(both.check).toEqual(both.server);
});
