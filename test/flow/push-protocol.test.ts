import { createHash, randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { gunzipSync } from "node:zlib";
import { openReceipt, type ReceiptFields } from "#schema/receipt.ts";
import type { Workload } from "#schema/workload.ts";
import { type PushContent, pushRequest, pushText } from "#test/support/push-body.ts";
import { openTestPlatform, type TestPlatform } from "#test/support/test-platform.ts";
import {
  allPages,
  aWorkload,
  makeKey,
  type PushAnswer,
  registerAgencies,
  type Sending,
  sendPush,
  verifierKeys,
} from "#test/support/world.ts";

let server: TestPlatform;
/** A new one for every test: what one has pushed is not there for the next. */
let agency: string;
const agencies = Array.from({ length: 20 }, (_, index) => `agency-${index}`);
const unused = [...agencies];
let keys: string[];

beforeAll(async () => {
  server = await openTestPlatform({ LIMIT_PUTS_PER_MINUTE: "1000000" });
  await registerAgencies(server.api, agencies);
  keys = await verifierKeys(server.api);
});
beforeEach(() => {
  agency = unused.pop()!;
});
afterAll(() => server.close());

const workloads = (count: number, change: Partial<Workload> = {}): Workload[] =>
  Array.from({ length: count }, (_, index) => aWorkload(`w${index}`, change));
const content = (listed: Workload[], rest: Partial<PushContent> = {}): PushContent => ({
  reference_date: "2026-06-30",
  complete: true,
  workloads: listed,
  ...rest,
});

const send = async (push: PushContent | string, how?: Sending) => sendPush(server.api, agency, push, how);

/** Sends what must be stored; gives what its receipt says. */
async function stored(push: PushContent | string, how?: Sending): Promise<ReceiptFields & { answer: string }> {
  const answer = await send(push, how);
  expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
  return { ...openReceipt(answer.json<PushAnswer>().receipt, keys), answer: answer.text };
}

type Entry = {
  push_id: string;
  state: string;
  projected_at: string | null;
  receipt: string;
  counts: unknown;
  sender: string;
  source_warnings: unknown;
};
const stateOf = async (push_id: string): Promise<Entry> =>
  server.api.must("GET", `/v1/agencies/${agency}/pushes/${push_id}`);

test("the same push again gets the same bytes with 200: at once, after other pushes, in another form, after a restart", async () => {
  const push_id = randomUUID();
  const push = content(workloads(3));
  const { answer } = await stored(push, { push_id });
  const again = async (how: Sending = {}) => {
    const { status, text } = await send(push, { push_id, ...how });
    expect([status, text]).toEqual([200, answer]);
  };
  await again();
  await stored(content(workloads(3, { regulated: true })));
  await again();
  await again({ media: "json" });
  await again({ gzip: true });
  await again({ push_id: push_id.toUpperCase() });
  // Even a form of it that would be refused today, because it would be an answer to something else.
  await stored(content(workloads(50)));
  await again();
  await server.restart();
  await again();
});

test("NDJSON and JSON, compressed or not, in whatever order of keys and workloads, are one content with one digest", async () => {
  const listed = workloads(4);
  const backwards = listed
    .toReversed()
    .map((each) => Object.fromEntries([...Object.entries(each).toReversed(), ["regulated", null]])) as Workload[];
  const forms: [PushContent | string, Sending][] = [
    [content(listed), {}],
    [content(listed), { gzip: true }],
    [content(listed), { media: "json" }],
    [content(listed), { media: "json", gzip: true }],
    [content(backwards), {}],
    [JSON.stringify(JSON.parse(pushText(content(backwards), "json")), null, 2), { media: "json" }],
    [content(listed, { header: { sender: "other/1.0", source_warnings: { "date-approximate": 4 } } }), {}],
  ];
  const digests = [];
  for (const [push, how] of forms) digests.push((await stored(push, how)).content);
  expect(new Set(digests).size).toBe(1);
  // Said by hand: the head, then each workload with its keys in order, by id.
  const lines = [
    '{"complete":true,"reference_date":"2026-06-30","schema_version":1}',
    ...listed.map((each) =>
      JSON.stringify(Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))),
    ),
  ];
  const digest = createHash("sha256")
    .update(lines.map((line) => `${line}\n`).join(""))
    .digest("hex");
  expect(digests[0]).toBe(`sha-256:${digest}`);
  expect((await stored(content(listed, { complete: false }))).content).not.toBe(digests[0]);
});

test("a receipt counts what a push adds, changes, leaves and removes, against what held on its date just before", async () => {
  const counts = async (push: PushContent): Promise<string> => {
    const { records } = await stored(push, { query: "?confirm_shrink=true" });
    expect(records.submitted).toBe(push.workloads.length);
    return `${records.added} ${records.changed} ${records.unchanged} ${records.removed}`;
  };
  const [a, b, c, d] = workloads(4) as [Workload, Workload, Workload, Workload];
  const changed = (workload: Workload): Workload => ({ ...workload, regulated: true });
  expect(await counts(content([a, b, c]))).toBe("3 0 0 0");
  expect(await counts(content([a, b, c]))).toBe("0 0 3 0");
  expect(await counts(content([a, changed(b), d]))).toBe("1 1 1 1");
  // Incomplete: what it does not list stays. On a later date it builds on the complete one.
  expect(await counts(content([c, d], { complete: false, reference_date: "2026-07-31" }))).toBe("1 0 1 0");
  expect(await counts(content([changed(a), b, c, d], { reference_date: "2026-08-31" }))).toBe("0 2 2 0");
  // Late: compared with what held on its own date, not with what is newest.
  expect(await counts(content([a], { reference_date: "2026-05-31" }))).toBe("1 0 0 0");
  expect(await counts(content([a, changed(b), c, d], { reference_date: "2026-07-15" }))).toBe("1 0 3 0");
  expect(await counts(content([], { reference_date: "2026-09-30" }))).toBe("0 0 0 4");
  // Null and silence are one content; an empty list is another.
  expect(await counts(content([{ ...a, regulated: null }], { reference_date: "2026-05-31" }))).toBe("0 0 1 0");
  expect(await counts(content([{ ...a, findings: null }], { reference_date: "2026-05-31" }))).toBe("0 1 0 0");
});

describe("the shrink guard", () => {
  test("holds a complete push with more than a fifth fewer workloads, until a person confirms; its id stays free", async () => {
    await stored(content(workloads(10)));
    await stored(content(workloads(8)));
    const push_id = randomUUID();
    const held = await send(content(workloads(6)), { push_id });
    expect([held.status, held.json<{ code: string }>().code]).toEqual([409, "inventory-shrank"]);
    expect(held.json()).toMatchObject({ records_before: 8, records_now: 6 });
    await stored(content(workloads(6)), { push_id, query: "?confirm_shrink=true" });
    expect((await send(content(workloads(6)), { push_id })).status).toBe(200); // stored, so nothing to confirm
  });

  test("looks at the complete push of the greatest date not after its own, and at no incomplete one", async () => {
    await stored(content(workloads(10), { reference_date: "2026-03-31" }));
    await stored(content(workloads(2), { reference_date: "2026-01-31" })); // nothing before it
    await stored(content(workloads(2), { reference_date: "2026-02-28" }));
    await stored(content(workloads(1), { reference_date: "2026-04-30", complete: false }));
    expect((await send(content(workloads(7), { reference_date: "2026-05-31" }))).status).toBe(409);
    await stored(content(workloads(8), { reference_date: "2026-05-31" }));
  });

  test("says the same to a dry run", async () => {
    await stored(content(workloads(10)));
    expect((await send(content(workloads(1)), { query: "?dry_run=true" })).status).toBe(409);
    expect((await send(content(workloads(1)), { query: "?dry_run=true&confirm_shrink=true" })).status).toBe(200);
  });
});

test("warnings are listed with record and pointer, counted in the receipt, and kept with the push", async () => {
  const late = aWorkload("late", { retired_on: "2020-01-01", components: [{ layer: "model", provider: "nobody" }] });
  const push_id = randomUUID();
  const header = { sender: "test/1.0", source_warnings: { "date-approximate": 4 } };
  const { answer, records } = await stored(content([aWorkload("good"), late], { header }), { push_id });
  const { warnings, warnings_total } = JSON.parse(answer) as PushAnswer;
  expect(warnings).toEqual([
    expect.objectContaining({
      record: 1,
      pointer: "/retired_on",
      code: "retired-before-deployed",
      severity: "warning",
    }),
    expect.objectContaining({ record: 1, pointer: "/components/0/provider", code: "provider-unknown" }),
  ]);
  expect([warnings_total, records.warnings]).toEqual([2, 2]);
  expect(await stateOf(push_id)).toMatchObject({
    warnings_total: 2,
    warning_counts: { "retired-before-deployed": 1, "provider-unknown": 1 },
    ...header,
  });
});

test("of more than a thousand warnings all are counted and the first thousand listed", async () => {
  const listed = workloads(1_200, { stage: "retired" });
  const answer = JSON.parse((await stored(content(listed), { gzip: true })).answer) as PushAnswer;
  expect(answer.warnings).toHaveLength(1_000);
  expect(answer.warnings_total).toBe(1_200);
});

test("a push is accepted, then projected; its receipt is there from the beginning, its figures not before", async () => {
  const push_id = randomUUID();
  const { answer, records, received } = await stored(content(workloads(5)), { push_id });
  const { receipt, visible_by } = JSON.parse(answer) as PushAnswer;
  expect(visible_by > received).toBe(true);
  let entry = await stateOf(push_id);
  expect(entry.receipt).toBe(receipt);
  for (let waited = 0; entry.state !== "projected" && waited < 400; waited += 1) {
    expect([entry.state, entry.projected_at]).toEqual(["accepted", null]);
    await delay(10);
    entry = await stateOf(push_id);
  }
  expect(entry).toMatchObject({ state: "projected", receipt, projected_at: expect.any(String) as string });
  expect(entry.counts).toEqual({ submitted: 5, added: records.added, changed: 0, unchanged: 0, removed: 0 });
  const path = `/v1/figures?date=2026-06-30&group=agency:${agency}&code=EVAL_GAP`;
  const { figures } = await server.api.must<{ figures: Record<string, unknown> }>("GET", path);
  expect(figures).toEqual({ [`agency:${agency}`]: { EVAL_GAP: { lower: 1, upper: 1, value: 1, n: 5 } } });
});

test("lists give every push once, page by page, the newest first, whatever arrives meanwhile; receipts in order", async () => {
  const pushed: string[] = [];
  const pushOne = async (): Promise<void> => {
    const push_id = randomUUID();
    await stored(content(workloads(1, { users_affected: pushed.length })), { push_id });
    pushed.push(push_id);
  };
  for (let times = 0; times < 7; times += 1) await pushOne();
  const path = `/v1/agencies/${agency}/pushes`;
  type Page = { items: { push_id: string }[]; next: string | null };
  const first = await server.api.must<Page>("GET", `${path}?limit=3`);
  await pushOne();
  const second = await server.api.must<Page>("GET", `${path}?limit=3&next=${first.next}`);
  const third = await server.api.must<Page>("GET", `${path}?limit=3&next=${second.next}`);
  const seen = [first, second, third].flatMap(({ items }) => items.map(({ push_id }) => push_id));
  expect(seen).toEqual(pushed.slice(0, 7).toReversed());
  expect(third.next).toBeNull();

  const receipts = await allPages<{ sequence: number; push_id: string }>(
    server.api,
    `/v1/agencies/${agency}/receipts`,
    3,
  );
  expect(receipts.map(({ push_id }) => push_id)).toEqual(pushed);
  const after = await server.api.must<Page>("GET", `/v1/agencies/${agency}/receipts?after=6`);
  expect(after.items.map(({ push_id }) => push_id)).toEqual(pushed.slice(6));
  const beyond = `/v1/agencies/${agency}/receipts?after=${Number.MAX_SAFE_INTEGER}`;
  expect((await server.api.must<Page>("GET", beyond)).items).toEqual([]);

  for (const cursor of [`${first.next}x`, "", "e30"]) {
    const bad = await server.api.call("GET", `${path}?next=${cursor}`);
    expect([cursor, bad.status, bad.json<{ code: string }>().code]).toEqual([cursor, 400, "invalid-cursor"]);
  }
  const foreign = await server.api.call("GET", `/v1/agencies/agency-0/pushes?next=${first.next}`);
  expect(foreign.json<{ code: string }>().code).toBe("invalid-cursor");
});

test("an agency's key pushes for its agency and reads its receipts; an officer's reads them; nobody else does either", async () => {
  const push_id = randomUUID();
  const own = await makeKey(server.api, { kind: "agency", agency });
  const officer = await makeKey(server.api, { kind: "officer", agency });
  const stranger = await makeKey(server.api, { kind: "agency", agency: "agency-0" });
  const reader = await makeKey(server.api, { kind: "reader" });
  const push = content(workloads(1));
  const statuses = [];
  for (const token of [stranger, officer, reader, own]) statuses.push((await send(push, { push_id, token })).status);
  expect(statuses).toEqual([404, 403, 403, 201]);
  for (const rest of [`pushes/${push_id}`, "pushes", "receipts"]) {
    const read = async (token: string) =>
      (await server.api.call("GET", `/v1/agencies/${agency}/${rest}`, { token })).status;
    expect([await read(own), await read(officer), await read(stranger), await read(reader)]).toEqual([
      200, 200, 404, 403,
    ]);
  }
});

test("the bytes that arrived are kept as they arrived, as the evidence behind the receipt", async () => {
  const push_id = randomUUID();
  const sent = pushRequest(content(workloads(400)));
  await stored(content(workloads(400)), { push_id });
  const parts = await server.platform.deps.sql<{ bytes: Buffer }[]>`
    SELECT bytes FROM push_body WHERE push_id = ${push_id} ORDER BY part`;
  expect(gunzipSync(Buffer.concat(parts.map(({ bytes }) => bytes))).equals(sent.body)).toBe(true);
});
