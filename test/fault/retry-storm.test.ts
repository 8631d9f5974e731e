import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyChain } from "#collectors/pushing/verify-chain.ts";
import { type Api, apiOf } from "#test/support/api.ts";
import { firstData } from "#test/support/first-data.ts";
import { openTestPlatform, type TestPlatform } from "#test/support/test-platform.ts";
import {
  allPages,
  aWorkload,
  makeKey,
  registerAgencies,
  type ReceiptPage,
  sendPush,
  verifierKeys,
} from "#test/support/world.ts";

const isNightly = process.env.NIGHTLY === "1";
/** So many that each has few pushes before its next: what a long history costs is not what is tried here. */
const agencies = Array.from({ length: 19 }, (_, index) => `agency-${index}`);
const submissionCount = 2_000;
const reusedCount = 100;
const atOnce = 16;

type Submission = { agency: string; push_id: string; content: Parameters<typeof sendPush>[2] };

const submissions: Submission[] = Array.from({ length: submissionCount }, (_, index) => ({
  agency: agencies[index % agencies.length]!,
  push_id: randomUUID(),
  content: {
    reference_date: `2026-0${1 + (index % 9)}-15`,
    complete: index % 3 === 0,
    // Some contents are the same as another push's, some are new versions of the same workloads.
    workloads: Array.from({ length: 1 + (index % (isNightly ? 5 : 2)) }, (__, place) =>
      aWorkload(`w${place}`, { users_affected: index % 700 }),
    ),
  },
}));

/** A clock that stands for half a second and then jumps, every third time backwards: ledger time must not. */
const poorClock = (): number => {
  const step = Math.floor(Date.now() / 500);
  return (step % 3 === 0 ? step - 4 : step) * 500;
};

const timesSent = isNightly ? [1, 2, 3, 4, 5, 6] : [1, 1, 1, 2, 1, 1, 1, 4, 1, 1, 1, 6];
const timesOf = (index: number): number => timesSent[index % timesSent.length]!;

/** Each sent 1 to 6 times, in an order where repetitions overlap their first sending. */
const sendings = submissions
  .flatMap((submission, index) => Array.from({ length: timesOf(index) }, (_, time) => ({ submission, time, index })))
  .toSorted((left, right) => left.index + left.time * 7 - (right.index + right.time * 7));

/** By day about as long as a push takes here: whoever asks more often mostly hears the same once more. */
const patienceMs = isNightly ? 20 : 150;

let server: TestPlatform;
/** By day without a port, but for those who hang up: what they make of a connection is tried, the rest is as fast as the server. */
let api: Api;
const received = new Map<string, Set<string>>();
const statuses: Record<number, number> = {};
let thrownAway = 0;

beforeAll(async () => {
  const limits = { LIMIT_PUTS_PER_MINUTE: "1000000", LIMIT_CONCURRENT_PUSHES: "100", SHRINK_GUARD_SHARE: "1" };
  server = await openTestPlatform(limits, poorClock, await firstData());
  await registerAgencies(server.api, agencies);
  const { app } = server.platform;
  const admin = await makeKey(server.api, { kind: "admin" });
  api = isNightly ? server.api : apiOf("http://127.0.0.1", admin, (url, init) => app.request(url, init));
  // The storm is about receiving; kill.test.ts has a projector beside its pushes by day too.
  if (!isNightly) await server.platform.modules.projector()?.stop();
  const queue = [...sendings.entries()].toReversed();
  const sender = async (): Promise<void> => {
    for (let next = queue.pop(); next; next = queue.pop()) await send(next[1].submission, next[0] % 5 === 0);
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
  // Whoever threw every answer away asks again, as a sender does after its restart.
  for (const submission of submissions) if (!received.has(submission.push_id)) await send(submission, false);
}, 600_000);
afterAll(() => server.close());

async function send({ agency, push_id, content }: Submission, isThrownAway: boolean): Promise<void> {
  if (isThrownAway) {
    thrownAway += 1;
    const signal = AbortSignal.timeout(thrownAway % 30);
    await sendPush(server.api, agency, content, { push_id, signal }).catch(() => {});
    return;
  }
  for (;;) {
    const answer = await sendPush(api, agency, content, { push_id });
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    if (answer.status === 200 || answer.status === 201) {
      received.set(push_id, (received.get(push_id) ?? new Set()).add(answer.text));
      return;
    }
    expect([answer.status, answer.json<{ code: string }>().code]).toEqual([409, "push-in-progress"]);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    await delay(patienceMs);
  }
}

test("every submission is stored exactly once, however often it was sent and whoever heard the answer", async () => {
  const { sql } = server.platform.deps;
  const stored = await sql<{ push_id: string; answer: string }[]>`SELECT push_id, answer FROM push`;
  expect(stored.map(({ push_id }) => push_id).toSorted()).toEqual(submissions.map(({ push_id }) => push_id).toSorted());
  // Every answer that anybody read, first or repeated, is the stored one byte for byte.
  const different = stored.filter(({ push_id, answer }) => [...received.get(push_id)!].some((text) => text !== answer));
  expect(different).toEqual([]);
  expect(received.size).toBe(submissionCount);
  expect(thrownAway).toBeGreaterThan(sendings.length / 6);
  expect(statuses[200]).toBeGreaterThan((sendings.length - submissionCount) / 2);
});

test("an id that is used again with other content is refused, each of a hundred times, and changes nothing", async () => {
  const { sql } = server.platform.deps;
  const [before] = await sql`SELECT count(*), max(sequence) FROM ledger_entry`;
  const reused = submissions.slice(0, reusedCount);
  for (const { agency, push_id, content } of reused) {
    const other = { ...(content as object), reference_date: "2026-10-01" } as typeof content;
    const answer = await sendPush(server.api, agency, other, { push_id });
    expect([answer.status, answer.json<{ code: string }>().code]).toEqual([422, "push-id-reused"]);
  }
  const [after] = await sql`SELECT count(*), max(sequence) FROM ledger_entry`;
  expect(after).toEqual(before);
});

test("every agency's receipts are one signed chain without a gap", async () => {
  const keys = await verifierKeys(server.api);
  const notes = [];
  for (const agency of agencies) {
    const receipts = await allPages<ReceiptPage["items"][number]>(server.api, `/v1/agencies/${agency}/receipts`);
    for (const { receipt, sequence } of receipts)
      notes.push({ file: `${agency} ${sequence}`, text: receipt, verifierKeys: keys });
  }
  const { chains, faults } = verifyChain(notes);
  expect(faults).toEqual([]);
  const expected = agencies.map((agency) => {
    const count = submissions.filter((submission) => submission.agency === agency).length;
    return expect.objectContaining({ agency, from: 1, to: count, count }) as unknown;
  });
  expect(chains).toHaveLength(agencies.length);
  expect(chains).toEqual(expect.arrayContaining(expected));
});

test("the ledger counts without gaps and its time only grows", async () => {
  const { sql } = server.platform.deps;
  const ledger = await sql<{ sequence: number; received_at: string }[]>`
    SELECT sequence, received_at FROM ledger_entry ORDER BY sequence`;
  expect(ledger.map(({ sequence }) => sequence)).toEqual(ledger.map((_, index) => index + 1));
  const times = ledger.map(({ received_at }) => Date.parse(received_at));
  expect(times.filter((time, index) => index > 0 && time <= times[index - 1]!)).toEqual([]);
});
