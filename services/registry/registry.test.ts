import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { RegistryFile } from "#schema/parties.ts";
import { openTestPlatform, type TestPlatform } from "#test/support/test-platform.ts";
import { makeKey } from "#test/support/world.ts";
import type { RegistryChange } from "./change-registry.ts";

let test_: TestPlatform;
beforeAll(async () => {
  test_ = await openTestPlatform();
});
afterAll(() => test_.close());
beforeEach(
  () =>
    test_.platform.deps.sql`TRUNCATE ledger_entry, push, push_body, content, listing, receipt, registry_change CASCADE`,
);

const json = { "content-type": "application/json" };
const put = (file: RegistryFile | object, query = "") =>
  test_.api.call("PUT", `/v1/admin/registry${query}`, { body: JSON.stringify(file), headers: json });
const world: RegistryFile = {
  members: [
    { id: "nl", jurisdictions: ["NL"] },
    {
      id: "be",
      jurisdictions: ["BE"],
      memberships: [
        { joined_on: null, left_on: "2024-01-01" },
        { joined_on: "2025-01-01", left_on: null },
      ],
    },
  ],
  agencies: [{ id: "nl-tax", member: "nl", registered_on: "2024-01-01" }],
  providers: [
    {
      id: "p",
      control: [
        { jurisdiction: "US", from: null, until: "2025-01-01" },
        { jurisdiction: "NL", from: "2025-01-01", until: null },
      ],
    },
  ],
  scenarios: { "us-withdraws": { providers: [], jurisdictions: ["US"], notice_minutes: 90 } },
};

test("a file is one entry of the ledger, comes back as it was sent, and a second time changes nothing", async () => {
  const first = (await put(world)).json<RegistryChange>();
  expect(first).toMatchObject({ dry_run: false, sequence: 1 });
  expect(first.changes.map(({ change }) => change)).toEqual(["added", "added", "added", "added", "added"]);
  const second = (await put(world)).json<RegistryChange>();
  expect(second.sequence).toBeNull();
  expect(new Set(second.changes.map(({ change }) => change))).toEqual(new Set(["unchanged"]));
  const exported = await test_.api.must<RegistryFile>("GET", "/v1/admin/registry");
  expect((await put(exported)).json<RegistryChange>().sequence).toBeNull();
  expect(await test_.platform.deps.sql`SELECT sequence, kind FROM ledger_entry`).toEqual([
    { sequence: 1, kind: "registry" },
  ]);
});

test("a dry run shows the difference and records nothing", async () => {
  await put(world);
  const closed = { agencies: [{ id: "nl-tax", member: "nl", registered_on: "2024-01-01", closed_on: "2026-01-01" }] };
  const shown = (await put(closed, "?dry_run=true")).json<RegistryChange>();
  expect(shown).toMatchObject({ dry_run: true, sequence: null });
  expect(shown.changes).toMatchObject([
    { id: "nl-tax", change: "changed", before: { registered_on: "2024-01-01" }, after: { closed_on: "2026-01-01" } },
  ]);
  expect(await test_.platform.deps.sql`SELECT count(*) AS entries FROM ledger_entry`).toEqual([{ entries: 1 }]);
});

test.each<[string, RegistryFile | object, string, RegExp]>([
  [
    "an agency of no member",
    { agencies: [{ id: "x", member: "fr" }] },
    "/agencies/0/member",
    /expected a member of the registry/,
  ],
  [
    "an agency that changes member",
    { agencies: [{ id: "nl-tax", member: "be" }] },
    "/agencies/0/member",
    /never changes member/,
  ],
  [
    "an agency closed before it was registered",
    { agencies: [{ id: "y", member: "nl", registered_on: "2025-01-01", closed_on: "2025-01-01" }] },
    "/agencies/0/closed_on",
    /expected a day after/,
  ],
  [
    "control that overlaps",
    {
      providers: [
        {
          id: "q",
          control: [
            { jurisdiction: "US", from: null, until: "2025-01-02" },
            { jurisdiction: "NL", from: "2025-01-01", until: null },
          ],
        },
      ],
    },
    "/providers/0/control/1",
    /no overlap/,
  ],
  [
    "memberships that overlap",
    {
      members: [
        {
          id: "z",
          jurisdictions: ["FR"],
          memberships: [
            { joined_on: "2024-01-01", left_on: null },
            { joined_on: "2025-01-01", left_on: null },
          ],
        },
      ],
    },
    "/members/0/memberships/1",
    /no overlap/,
  ],
  [
    "one id twice",
    {
      members: [
        { id: "z", jurisdictions: [] },
        { id: "z", jurisdictions: [] },
      ],
    },
    "/members/1/id",
    /each id once/,
  ],
  [
    "both forms of membership",
    { members: [{ id: "z", jurisdictions: [], joined_on: "2024-01-01", memberships: [] }] },
    "/members/0/memberships",
    /found both/,
  ],
])("%s is refused with a pointer, and nothing of the file is recorded", async (_name, file, pointer, message) => {
  await put(world);
  const answer = await put(file);
  expect(answer.status).toBe(422);
  const problem = answer.json<{ code: string; errors: { pointer: string; message: string }[] }>();
  expect(problem.code).toBe("invalid-registry");
  expect(problem.errors).toContainEqual({ pointer, message: expect.stringMatching(message) });
  expect(await test_.platform.deps.sql`SELECT count(*) AS entries FROM ledger_entry`).toEqual([{ entries: 1 }]);
});

test.each<[string, string, number, string]>([
  ["an unknown key", JSON.stringify({ membres: [] }), 422, "invalid-body"],
  ["an unknown jurisdiction", JSON.stringify({ members: [{ id: "z", jurisdictions: ["UK"] }] }), 422, "invalid-body"],
  ["a prototype", '{"members":[{"id":"z","jurisdictions":[],"__proto__":{"a":1}}]}', 422, "invalid-body"],
  ["a key twice", '{"members":[],"members":[]}', 422, "invalid-body"],
  ["no JSON", '{"members":', 400, "malformed-json"],
])("%s is refused", async (_name, body, status, code) => {
  const answer = await test_.api.call("PUT", "/v1/admin/registry", { body, headers: json });
  expect([answer.status, answer.json<{ code: string }>().code]).toEqual([status, code]);
});

test("only an admin key gets there, and each change leaves a line in the audit", async () => {
  await put(world);
  const token = await makeKey(test_.api, { kind: "reader" });
  expect((await test_.api.call("GET", "/v1/admin/registry", { token })).status).toBe(403);
  expect((await test_.api.call("GET", "/v1/admin/registry", { token: "" })).status).toBe(401);
  const [line] = await test_.platform.deps
    .sql`SELECT action, subject, detail FROM audit WHERE action = 'registry-changed' ORDER BY audit_id DESC LIMIT 1`;
  expect(line).toEqual({ action: "registry-changed", subject: "ledger/1", detail: { added: 5, changed: 0 } });
});
