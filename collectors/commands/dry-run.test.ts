import { readdirSync, writeFileSync } from "node:fs";
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
const workload = (id: string, more: object = {}) => ({
  id,
  name: `Workload ${id}`,
  criticality: "critical",
  stage: "pilot",
  ...more,
});

async function pushed(workloads: readonly object[], more: Partial<PushOptions> = {}): Promise<number> {
  const file = join(world.folder, "a.ndjson");
  const lines = [{ ...header, records: workloads.length }, ...workloads];
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  world.forget();
  return push({ file, agency: "nl-tax", server: server.url, key: "the-key", ...more }, world);
}

const counts = { submitted: 1, added: 1, changed: 0, unchanged: 0, removed: 0 };
const answered = (figures: object = { before: {}, after: {} }) => ({
  status: 200,
  body: { dry_run: true, counts, figures, warnings: [], warnings_total: 5 },
});
const many = Array.from({ length: 30 }, (_, index) => workload(`w${index}`));

test("a dry run shows the counts, how every share and every number that moves would move, and stores nothing", async () => {
  const debt = (days: number) => ({ testing: { items: 1, days }, pace: { ratio: null } });
  server.script = [
    answered({
      before: {
        EVAL_GAP: { lower: 0, upper: 1, value: 1, n: 4 },
        TENANCY: { lower: null, upper: null, value: null, n: 0 },
        RELIABILITY_DEBT: debt(100),
      },
      after: {
        EVAL_GAP: { lower: 0.2, upper: 0.8, value: 0.8, n: 5 },
        TENANCY: { lower: null, upper: null, value: null, n: 0 },
        RELIABILITY_DEBT: debt(1_530),
      },
    }),
  ];
  expect(await pushed([workload("w1")], { dryRun: true })).toBe(0);
  expect(server.received[0]?.query).toBe("?dry_run=true");
  const out = world.stdout();
  expect(out).toMatch(/submitted +added +changed +unchanged +removed +warnings\n +1 +1 +0 +0 +0 +5\n/);
  expect(out).toMatch(/EVAL_GAP +100\.00 +0\.00–100\.00 +80\.00 +20\.00–80\.00 +−20\n/);
  expect(out).toMatch(/TENANCY +no data +no data\n/);
  expect(out).toMatch(/EVAL_GAP n +4 +5 +\+1\n/);
  expect(out).toMatch(/RELIABILITY_DEBT testing days +100 +1,530 +\+1,430\n/);
  expect(out).toContain("2 other numbers do not move");
  expect(out).not.toContain("testing items");
  expect(() => readdirSync(join(world.stateDirectory, "sparewheel"))).toThrow("ENOENT");
});

test("nothing sent before: the dry run says that there is nothing to compare with", async () => {
  server.script = [answered()];
  await pushed([workload("w1")], { dryRun: true });
  expect(world.stdout()).toContain("this machine has sent no push for nl-tax to this server");
});

test("beside the push sent last: what is added, what is changed field by field, what is removed", async () => {
  const evaluation = (id: string, more: object) => ({ id, status: "completed", ...more });
  const before = [
    workload("kept"),
    workload("gone"),
    workload("moved", {
      deployed_on: "2025-01-01",
      evaluations: [evaluation("e1", { outcome: "passed" }), evaluation("e2", {})],
      components: [{ layer: "data" }],
    }),
  ];
  expect(await pushed(before)).toBe(0);
  const after = [
    workload("new"),
    workload("kept", { regulated: null }), // null is not reported, as before
    workload("moved", {
      stage: "production",
      evaluations: [evaluation("e2", {}), evaluation("e1", { outcome: "failed" }), evaluation("e3", {})],
      components: [{ layer: "data", provider: "acme" }],
      findings: [],
    }),
  ];
  server.script = [answered(), answered()];
  await pushed(after, { dryRun: true });
  const out = world.stdout();
  expect(out).toMatch(/Against the push for 2026-09-30 .*: 1 added, 1 changed, 1 unchanged, 1 removed\.\n/);
  expect(out).toContain("Added:\n  new  Workload new\n");
  expect(out).toContain("Removed: taken to be gone from then on:\n  gone  Workload gone\n");
  const changes = [
    'components[0].provider: not reported -> "acme"',
    'deployed_on: "2025-01-01" -> not reported',
    'evaluations[e1].outcome: "passed" -> "failed"',
    'evaluations[e3]: not listed -> {"id":"e3","status":"completed"}',
    "findings: not reported -> none",
    'stage: "pilot" -> "production"',
  ];
  expect(out).toContain(`Changed:\n  moved  Workload moved\n${changes.map((line) => `      ${line}\n`).join("")}`);

  await pushed(after, { dryRun: true, output: "json" });
  const { pushes } = JSON.parse(world.stdout()) as { pushes: { since_last_sent: object }[] };
  expect(pushes[0]?.since_last_sent).toMatchObject({
    push_id: server.received[0]?.pushId,
    unchanged: 1,
    removed: [{ id: "gone" }],
    changed: [
      {
        id: "moved",
        fields: expect.arrayContaining(
          [{ field: "findings", before: undefined, after: [] }].map(({ field, after: then }) => ({
            field,
            after: then,
          })),
        ),
      },
    ],
  });
});

test("an incomplete push removes nothing: what it leaves out stays", async () => {
  expect(await pushed(many.slice(0, 3))).toBe(0);
  server.script = [answered()];
  await pushed(many.slice(0, 1), { dryRun: true, incomplete: true });
  expect(world.stdout()).toContain("2 not listed.");
  expect(world.stdout()).toContain("they stay as they were, because this push is incomplete:\n  w1");
});

const shrank = { status: 409, body: problem(409, "inventory-shrank", "Much smaller", { detail: "1 instead of 30" }) };

test.each([
  ["push", false],
  ["dry run", true],
])(
  "the shrink guard refuses a %s: what would go is listed, some of it, with the count of the rest and what to do",
  async (_, dryRun) => {
    expect(await pushed(many)).toBe(0);
    server.script = [shrank];
    expect(await pushed(many.slice(0, 1), { dryRun })).toBe(3);
    const err = world.stderr();
    expect(err).toContain("nl-tax: 409 Much smaller: 1 instead of 30\n");
    expect(err).toContain("--confirm-shrink");
    expect(err).toContain("29 of the workloads sent last would be gone:\n  w1  Workload w1\n");
    expect(err.match(/^ {2}w\d+ {2}Workload/gm)).toHaveLength(20);
    expect(err).toContain("  ... and 9 more\n");
  },
);

test("a refusal on a machine that has sent nothing says that it cannot list what would go", async () => {
  server.script = [shrank];
  expect(await pushed([workload("w1")])).toBe(3);
  expect(world.stderr()).toContain("cannot be listed, because this machine did not send the push before");
});
