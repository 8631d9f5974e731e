import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Workload } from "#schema/workload.ts";
import type { Answer } from "#test/support/api.ts";
import type { PushContent } from "#test/support/push-body.ts";
import { openTestPlatform, type TestPlatform } from "#test/support/test-platform.ts";
import { aFallback, aWorkload, makeKey, registerAgencies, sendPush } from "#test/support/world.ts";

let server: TestPlatform;
let token: string;
beforeAll(async () => {
  server = await openTestPlatform({ LIMIT_PUTS_PER_MINUTE: "1000000", SHRINK_GUARD_SHARE: "1" });
  await registerAgencies(server.api, ["tax", "customs"]);
  token = await makeKey(server.api, { kind: "agency", agency: "tax" });
});
afterAll(() => server.close());

type DryRun = { dry_run: true; counts: Record<string, number>; figures: { before: unknown; after: unknown } };

const evaluated = { id: "e1", status: "completed", independence: "independent", outcome: "passed" } as const;
const workload: fc.Arbitrary<Partial<Workload>> = fc.record({
  criticality: fc.constantFrom("critical", "critical", "non-critical", "not-assessed"),
  stage: fc.constantFrom("production", "production", "pilot", "retired"),
  function: fc.constantFrom("01.1", "07", null),
  deployed_on: fc.constantFrom("2025-01-01", "2026-03-01", null),
  retired_on: fc.constantFrom(null, "2026-05-01"),
  evaluations: fc.constantFrom(null, [], [{ ...evaluated, completed_on: "2026-02-01", valid_until: "2026-08-01" }]),
  fallbacks: fc.constantFrom(null, [], [aFallback], [{ ...aFallback, jurisdiction: "US" }]),
  alternatives: fc.constantFrom(null, [], [{ status: "available", jurisdiction: "NL", sufficient_capacity: true }]),
  findings: fc.constantFrom(null, []),
});

/** Complete and incomplete pushes of a few workloads, on few dates in any order, so that many come late. */
const push: fc.Arbitrary<PushContent> = fc.record({
  reference_date: fc.constantFrom("2026-01-31", "2026-03-31", "2026-04-30", "2026-06-30", "2026-09-30"),
  complete: fc.boolean(),
  workloads: fc
    .uniqueArray(fc.tuple(fc.nat({ max: 7 }), workload), { maxLength: 6, selector: ([id]) => id })
    .map((listed) => listed.map(([id, change]) => aWorkload(`w${id}`, change))),
});

async function figuresOf(date: string): Promise<unknown> {
  await server.platform.modules.projector()!.drained();
  const path = `/v1/figures?date=${date}&group=agency:tax`;
  return (await server.api.must<{ figures: Record<string, unknown> }>("GET", path)).figures["agency:tax"];
}

const contents = async (): Promise<unknown> => {
  const { sql, clickhouse } = server.platform.deps;
  await server.platform.modules.projector()!.drained();
  return [
    await sql`SELECT (SELECT count(*) FROM push) AS pushes, (SELECT count(*) FROM content) AS contents,
      (SELECT count(*) FROM ledger_entry) AS entries, (SELECT count(*) FROM push_body) AS bodies,
      (SELECT count(*) FROM audit WHERE action = 'push') AS acts`,
    await clickhouse.read("SELECT count() AS facts, max(sequence) AS last FROM @db.facts"),
  ];
};

const tried = async (content: PushContent, push_id = randomUUID()): Promise<Answer> =>
  sendPush(server.api, "tax", content, { push_id, token, query: "?dry_run=true" });

test("a dry run stores nothing and says before and after what the figures are before and after the real push", async () => {
  const pushes = fc.sample(push, process.env.NIGHTLY === "1" ? 500 : 12);
  let changes = 0;
  for (const content of pushes) {
    const push_id = randomUUID();
    const before = [await contents(), await figuresOf(content.reference_date)];
    const answer = await tried(content, push_id);
    const { counts, figures, ...rest } = answer.json<DryRun>();
    expect([answer.status, rest]).toMatchObject([200, { dry_run: true }]);
    expect([await contents(), figures.before]).toEqual(before);

    const real = await sendPush(server.api, "tax", content, { push_id, token });
    expect([real.status, real.text]).toEqual([201, expect.stringContaining("receipt")]);
    const entry = await server.api.must<{ counts: unknown }>("GET", `/v1/agencies/tax/pushes/${push_id}`);
    expect(counts).toEqual(entry.counts);
    expect(figures.after).toEqual(await figuresOf(content.reference_date));
    if (JSON.stringify(figures.before) !== JSON.stringify(figures.after)) changes += 1;
  }
  // Pushes that change nothing would agree with a dry run that does nothing.
  expect(changes).toBeGreaterThan(pushes.length / 2);
});

test("a dry run is refused for what the push would be refused for, with the same answer but its address", async () => {
  const wrong: PushContent[] = [
    { reference_date: "2026-09-30", complete: true, workloads: [{ id: "a" }] },
    { reference_date: "2199-01-01", complete: true, workloads: [] },
    { reference_date: "2026-09-30", complete: true, workloads: [], header: { records: 3 } },
  ];
  for (const content of wrong) {
    const dry = await tried(content);
    const real = await sendPush(server.api, "tax", content, { token });
    expect(dry.status).toBe(422);
    const withoutAddress = ({ status, json }: Answer) => [status, { ...json<object>(), instance: "" }];
    expect(withoutAddress(dry)).toEqual(withoutAddress(real));
  }
});

test("a dry run under an id that is stored with other content is refused; with the same it shows no change", async () => {
  const push_id = randomUUID();
  const content: PushContent = { reference_date: "2026-10-31", complete: true, workloads: [aWorkload("w0")] };
  expect((await sendPush(server.api, "tax", content, { push_id, token })).status).toBe(201);
  const other = await tried({ ...content, complete: false }, push_id);
  expect([other.status, other.json<{ code: string }>().code]).toEqual([422, "push-id-reused"]);
  const { counts, figures } = (await tried(content, push_id)).json<DryRun>();
  expect(counts).toEqual({ submitted: 1, added: 0, changed: 0, unchanged: 1, removed: 0 });
  expect(figures.after).toEqual(figures.before);
});
