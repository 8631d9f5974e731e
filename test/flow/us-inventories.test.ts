import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CommandIo } from "#collectors/command-io.ts";
import { push } from "#collectors/commands/push.ts";
import { verifyReceipts } from "#collectors/commands/verify-receipts.ts";
import { createKey } from "#keys/create-key.ts";
import type { Platform } from "#services/open-platform.ts";
import { makeTestDirectory } from "#test/support/stores.ts";
import { openTestPlatform, type TestPlatform } from "#test/support/test-platform.ts";

/** The table of docs/presets.md: figures of the two US federal inventories that every reading of them must give. */
const inventories = {
  "omb-2024": { date: "2024-12-31", file: "omb-2024/2024_consolidated_ai_inventory_raw_v2.csv" },
  "omb-2025": { date: "2025-12-31", file: "omb-2025/2025_individually_reported_AI_use_cases.csv" },
} as const;

const directory = makeTestDirectory();
const output: string[] = [];
let server: TestPlatform;
let platform: Platform;
let url: string;
let token: string;

const io: CommandIo = {
  out: (text) => void output.push(text),
  err: (text) => void output.push(text),
  isTerminal: false,
  columns: 120,
  fetch,
  now: Date.now,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
  stateDirectory: join(directory, "state"),
};

beforeAll(async () => {
  server = await openTestPlatform({ GATEWAY: "off" });
  ({ platform } = server);
  ({ url } = server.api);
  ({ token } = await createKey(platform.deps, { kind: "admin", validMs: 3_600_000, createdBy: "test" }));
  const response = await ask("/v1/admin/registry", {
    method: "PUT",
    body: JSON.stringify({ members: [{ id: "us", jurisdictions: ["US"] }] }),
    headers: { "content-type": "application/json" },
  });
  if (!response.ok) throw new Error(await response.text());
  for (const [preset, { date, file }] of Object.entries(inventories)) {
    const status = await push(
      {
        file: join(import.meta.dirname, "../fixtures/inventories", file),
        preset: preset as keyof typeof inventories,
        referenceDate: date,
        allAgencies: true,
        member: "us",
        confirmShrink: true,
        server: url,
        key: token,
      },
      io,
    );
    if (status !== 0) throw new Error(output.join(""));
  }
  await platform.modules.projector()?.drained();
}, 120_000);

afterAll(async () => {
  await server?.close();
  rmSync(directory, { recursive: true, force: true });
});

const ask = (
  path: string,
  init: { method?: string; body?: string; headers?: Record<string, string> } = {},
): Promise<Response> =>
  fetch(`${url}${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });

type Figures = Record<string, Record<string, unknown>>;
/** By date. */
const asked = new Map<string, Promise<Figures>>();

async function figure(date: string, group: string, code: string): Promise<unknown> {
  const answer =
    asked.get(date) ??
    ask(`/v1/figures?date=${date}`).then(async (response) => ((await response.json()) as { figures: Figures }).figures);
  asked.set(date, answer);
  return (await answer)[group]![code]!;
}

test("82 filings of 50 agencies with 5,744 workloads are in the ledger, each with its receipt", async () => {
  const [ledger] = await platform.deps.sql`
    SELECT count(*) AS pushes, count(DISTINCT agency) AS agencies, sum(records)::int AS workloads FROM push`;
  expect(ledger).toEqual({ pushes: 82, agencies: 50, workloads: 5_744 });
  const [receipts] = await platform.deps.sql`SELECT count(*) AS receipts FROM receipt`;
  expect(receipts).toEqual({ receipts: 82 });
});

test.each([
  ["2024-12-31", "coalition", "EVAL_GAP", { lower: 0.019762846, upper: 0.889328063, value: 0.889328063, n: 253 }],
  ["2025-12-31", "coalition", "EVAL_GAP", { lower: 0.384279476, upper: 0.84279476, value: 0.84279476, n: 229 }],
  ["2024-12-31", "coalition", "FALLBACK_GAP", { lower: 0, upper: 1, value: 1, n: 253 }],
  ["2025-12-31", "coalition", "FALLBACK_GAP", { lower: 0, upper: 1, value: 1, n: 229 }],
  [
    "2024-12-31",
    "coalition",
    "CRITICALITY_UNASSESSED",
    { lower: 0.001123596, upper: 0.001123596, value: 0.001123596, n: 890 },
  ],
  [
    "2025-12-31",
    "coalition",
    "CRITICALITY_UNASSESSED",
    { lower: 0.020220588, upper: 0.020220588, value: 0.020220588, n: 1_088 },
  ],
  ["2024-12-31", "coalition", "COVERAGE", { lower: 0.82, upper: 0.82, value: 0.82, n: 50 }],
  ["2025-12-31", "coalition", "COVERAGE", { lower: 0.82, upper: 0.82, value: 0.82, n: 50 }],
  ["2024-12-31", "agency:va", "EVAL_GAP", { lower: 0, upper: 0.902912621, value: 0.902912621, n: 103 }],
  ["2025-12-31", "agency:va", "EVAL_GAP", { lower: 0, upper: 1, value: 1, n: 94 }],
  ["2024-12-31", "function:03", "EVAL_GAP", { lower: 0, upper: 0.88034188, value: 0.88034188, n: 117 }],
  ["2025-12-31", "function:03", "EVAL_GAP", { lower: 0.737373737, upper: 0.777777778, value: 0.777777778, n: 99 }],
  [
    "2024-12-31",
    "coalition",
    "DEPLOY_SPEED",
    { n: 76, events: 8, inconsistent: expect.any(Number), p25: 944, median: 1_095, p75: null },
  ],
  [
    "2025-12-31",
    "coalition",
    "DEPLOY_SPEED",
    { n: 5, events: 0, inconsistent: expect.any(Number), p25: null, median: null, p75: null },
  ],
  [
    "2024-12-31",
    "coalition",
    "RELIABILITY_DEBT",
    expect.objectContaining({ testing: { items: 5, days: 7_535 }, unverified: { items: 220, days: 62_372 } }),
  ],
  [
    "2025-12-31",
    "coalition",
    "RELIABILITY_DEBT",
    expect.objectContaining({ testing: { items: 88, days: 124_806 }, unverified: { items: 105, days: 15_336 } }),
  ],
  ["2024-12-31", "coalition", "CONCENTRATION", {}],
  [
    "2025-12-31",
    "coalition",
    "CONCENTRATION",
    { application: { workloads: 98, hhi_provider: 0.019575177, hhi_jurisdiction: 1 } },
  ],
])("on %s %s %s is as published", async (date, group, code, expected) => {
  expect(await figure(date, group, code)).toEqual(expected);
});

test("what the collector noticed while reading stands with each push", async () => {
  const [noticed] = await platform.deps.sql`
    SELECT sum((source_warnings->>'date-approximate')::int)::int AS approximate FROM push WHERE reference_date = '2025-12-31'`;
  expect(noticed).toEqual({ approximate: 484 });
});

test("the receipts that the collector kept verify offline, chain and all", async () => {
  const spool = join(io.stateDirectory, "sparewheel");
  const files = readdirSync(spool, { recursive: true, encoding: "utf8" })
    .filter((name) => /receipts\/1-\d+\.txt$/.test(name))
    .map((name) => join(spool, name));
  expect(files).toHaveLength(82);
  output.length = 0;
  const status = await verifyReceipts(
    { files, verifierKeys: [] },
    { ...io, fetch: () => Promise.reject(new Error("offline")) },
  );
  expect([status, output.join("")]).toEqual([0, expect.stringContaining("All hold.")]);
});
