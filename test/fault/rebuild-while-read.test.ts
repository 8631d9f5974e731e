import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestPlatform, type TestPlatform } from "#test/support/test-platform.ts";
import { aFallback, aWorkload, registerAgencies, sendPush } from "#test/support/world.ts";

let server: TestPlatform;
beforeAll(async () => {
  server = await openTestPlatform({ LIMIT_PUTS_PER_MINUTE: "1000" });
});
afterAll(() => server.close());

const rebuilds = process.env.NIGHTLY === "1" ? 100 : 8;

test("while everything is rebuilt, an answer is what was known at the instant that it names, or none", async () => {
  const { api, platform } = server;
  await registerAgencies(api, ["a"]);
  // Push number n leaves n workloads without a fallback and one with it: each instant has a figure of its own.
  for (let n = 1; n <= 40; n += 1) {
    const workloads = [
      aWorkload("kept", { fallbacks: [aFallback] }),
      ...Array.from({ length: n }, (_, index) => aWorkload(`w${index}`)),
    ];
    expect((await sendPush(api, "a", { reference_date: "2026-09-30", complete: true, workloads })).status).toBe(201);
  }
  await platform.modules.projector()?.drained();
  const entries = await platform.deps.sql<
    { received_at: string }[]
  >`SELECT received_at FROM ledger_entry ORDER BY sequence`;
  const known = new Map(entries.map(({ received_at }, index) => [received_at, index]));

  let isOver = false;
  const answers: { status: number; known_at?: string; n?: number }[] = [];
  const read = async (): Promise<void> => {
    while (!isOver) {
      const answer = await api.call("GET", "/v1/figures?date=2026-09-30&group=coalition&code=FALLBACK_GAP");
      const { known_at, figures } = answer.json<{
        known_at?: string;
        figures?: Record<string, { FALLBACK_GAP: { n: number } }>;
      }>();
      answers.push({ status: answer.status, known_at, n: figures?.coalition?.FALLBACK_GAP.n });
      // Three who never pause leave a rebuild a third of the machine, and are answered no more often while it lasts.
      await delay(5);
    }
  };
  const readers = [read(), read(), read()];
  for (let n = 0; n < rebuilds; n += 1) await api.must("POST", "/v1/admin/rebuild");
  isOver = true;
  await Promise.all(readers);

  const wrong = answers.filter(({ status, known_at, n }) => {
    if (status === 503) return false;
    const pushes = known.get(known_at ?? "");
    // Before the first entry is projected again nothing is known: 1970.
    return pushes === undefined ? n !== 0 || !known_at?.startsWith("1970-") : n !== (pushes === 0 ? 0 : pushes + 1);
  });
  expect(answers.length).toBeGreaterThan(rebuilds);
  expect(wrong).toEqual([]);
});
