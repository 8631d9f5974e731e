import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createViews } from "#calculation/create-views.ts";
import { loadCase } from "#services/cases/load-case.ts";
import { calculateResults, viewRows } from "#test/support/calculated-results.ts";
import { type MetricFamilies, parseOpenMetrics } from "#test/support/open-metrics.ts";
import { projectUntil } from "#test/support/project-all.ts";
import { randomWorld } from "#test/support/random-world.ts";
import { openTestStores, type TestStores } from "#test/support/stores.ts";
import { metricsApp } from "./metrics-app.ts";
import { startSampler } from "./start-sampler.ts";
import { createTelemetry, type Telemetry } from "./telemetry.ts";

const now = "2026-03-05T12:00:00Z";
const log = pino({ level: "silent" });
let stores: TestStores;
let telemetry: Telemetry;
beforeAll(async () => {
  stores = await openTestStores();
  telemetry = createTelemetry();
  await createViews(stores.clickhouse, {});
  await loadCase(stores.sql, randomWorld(5, { agencies: 2, workloads: 4 }));
  await projectUntil(stores);
  await calculateResults(stores, now);
});
afterAll(async () => {
  telemetry.stop();
  await stores.close();
});

const app = () =>
  metricsApp({
    ...stores,
    telemetry,
    log,
    now: () => Date.parse(now),
    isHostAllowed: (name) => name === "127.0.0.1",
  });

async function scrape(): Promise<MetricFamilies> {
  const response = await app().request("http://127.0.0.1/metrics");
  expect(response.headers.get("content-type")).toBe("application/openmetrics-text; version=1.0.0; charset=utf-8");
  return parseOpenMetrics(await response.text());
}

test("today's indicators have the numbers of v_figure, with both bounds, and what is unknown has none", async () => {
  const families = await scrape();
  const samples = families.get("sparewheel_indicator")!.samples;
  const figures = (await viewRows(stores, "v_figure", { where: "is_latest" })).filter(({ group_kind }) =>
    ["coalition", "member"].includes(String(group_kind)),
  );
  expect(figures.some(({ value }) => value === null)).toBe(true);
  const expected = figures.flatMap(({ code, group_kind, group_id, ...figure }) =>
    (["value", "lower", "upper"] as const).flatMap((bound) =>
      figure[bound] === null ? [] : [{ labels: { code, group_kind, group_id, bound }, value: figure[bound] }],
    ),
  );
  expect(expected.length).toBeGreaterThan(10);
  expect(samples).toHaveLength(expected.length);
  for (const each of expected) expect(samples).toContainEqual({ name: "sparewheel_indicator", ...each });
  expect(families.get("sparewheel_reliability_debt_items")!.samples.length).toBeGreaterThan(3);
});

test("requests are counted by route, refused pushes by problem, and the ledger is measured", async () => {
  const push = { method: "PUT", route: "/v1/agencies/{agency}/pushes/{push_id}" };
  telemetry.request({ ...push, status: 422, problem: "invalid-body", ms: 20 });
  telemetry.request({ ...push, status: 200, problem: undefined, ms: 20 });
  telemetry.request({ method: "GET", route: "/v1/figures", status: 404, problem: "not-found", ms: 3 });
  telemetry.query("gateway", 40);
  const families = await scrape();
  expect(families.get("sparewheel_pushes_refused")!.samples).toEqual([
    { name: "sparewheel_pushes_refused_total", labels: { problem: "invalid-body" }, value: 1 },
  ]);
  const [{ pushes }] = await stores.sql<[{ pushes: number }]>`SELECT count(*) AS pushes FROM push`;
  expect(families.get("sparewheel_pushes_accepted")!.samples[0]!.value).toBe(pushes);
  expect(families.get("sparewheel_projector_lag_entries")!.samples[0]!.value).toBe(0);
  const counts = families.get("sparewheel_request_seconds")!.samples.filter(({ name }) => name.endsWith("_count"));
  expect(counts.reduce((sum, { value }) => sum + value, 0)).toBe(3);
});

test("a page of another site that points its name here is refused", async () => {
  expect((await app().request("http://rebound.example/metrics")).status).toBe(400);
});

test("a sample says what was counted since the one before, and is what v_operation shows", async () => {
  // Samples of long ago are not kept.
  const today = new Date(Math.floor(Date.now() / 1_000) * 1_000);
  const clock = () => today.getTime();
  const sampler = startSampler({ ...stores, telemetry, log, now: clock, isOfLedger: true });
  telemetry.takeSample();
  telemetry.request({ method: "GET", route: "/v1/figures", status: 200, problem: undefined, ms: 250 });
  await sampler.sample();
  await sampler.sample();
  await sampler.stop();
  const rows = await viewRows(stores, "v_operation");
  const of = (measure: string) => rows.filter((row) => row.measure === measure);
  expect(of("request_seconds_p95")).toEqual([
    {
      time: today.toISOString().replace(".000", ""),
      measure: "request_seconds_p95",
      label: "/v1/figures",
      value: 0.25,
    },
  ]);
  expect(of("pushes_accepted").map(({ value }) => value)).toContain(0);
  expect(of("engine_memory_bytes").every(({ value }) => Number(value) > 1e6)).toBe(true);
  expect(of("process_memory_bytes").every(({ value }) => Number(value) > 1e6)).toBe(true);
});
