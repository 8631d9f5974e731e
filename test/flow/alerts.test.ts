import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AlertRule } from "#dashboards/alerts/alert-rule.ts";
import { alertRules } from "#dashboards/alerts/rules.ts";
import { readersDatabase } from "#views/view.ts";
import { firstData } from "#test/support/first-data.ts";
import { inDatabase } from "#test/support/grafana-sql.ts";
import { openCalculatingPlatform, type TestPlatform } from "#test/support/test-platform.ts";
import { aWorkload, registryOf, sendPush } from "#test/support/world.ts";

const dayMs = 86_400_000;
const started = Date.now();
const dateOf = (days: number): string => new Date(started + days * dayMs).toISOString().slice(0, 10);

let server: TestPlatform;
let daysLater = 0;
beforeAll(async () => {
  server = await openCalculatingPlatform({}, () => Date.now() + daysLater * dayMs, await firstData());
  const { api } = server;
  const registry = {
    ...registryOf(["steady", "silent"]),
    scenarios: { "outside-stops": { providers: ["outside"], jurisdictions: [], notice_minutes: 0 } },
  };
  const headers = { "content-type": "application/json" };
  await api.must("PUT", "/v1/admin/registry", { body: JSON.stringify(registry), headers });
  const long = { reference_date: dateOf(-91), complete: true };
  const push = async (agency: string, content: Parameters<typeof sendPush>[2]): Promise<void> => {
    const { status, text } = await sendPush(api, agency, content);
    if (status !== 201) throw new Error(`${status} ${text}`);
  };
  await push("silent", { ...long, workloads: [aWorkload("s1")] });
  await push("steady", { ...long, workloads: [aWorkload("w1")] });
  const added = aWorkload("w2", {
    components: [{ layer: "model", provider: "outside", substitutability: "not-substitutable" }],
    findings: [{ id: "f1", kind: "audit", severity: "high", opened_on: dateOf(-30), due_on: dateOf(-2) }],
  });
  await push("steady", { reference_date: dateOf(0), complete: true, workloads: [aWorkload("w1"), added] });
});
afterAll(() => server.close());

/** Labels and values of the alerts that fire so many days after the pushes. */
async function firing(days: number): Promise<Record<string, unknown[]>> {
  const { deps, modules } = server.platform;
  daysLater = days;
  await modules.projector()?.drained();
  await modules.calculator()?.calculated();
  const database = readersDatabase(deps.clickhouse.database, {});
  const found = alertRules.map(async ({ slug, sql, threshold }: AlertRule): Promise<[string, unknown[]]> => {
    const rows = await deps.clickhouse.read<Record<string, unknown>>(inDatabase(sql, database));
    return [slug, rows.map((row) => Object.values(row)).filter((row) => Number(row.at(-1)) > threshold)];
  });
  return Object.fromEntries((await Promise.all(found)).filter(([, rows]) => rows.length > 0));
}

describe("an alert tells of a change once", () => {
  test("workloads, findings and exposure that a push brought", async () => {
    expect(await firing(0)).toEqual({
      "unprotected-rose": [
        ["Coalition", 1],
        ["NL", 1],
      ],
      "debt-past-due": [
        ["Coalition", "1"],
        ["NL", "1"],
      ],
      "withdrawal-rose": [["outside-stops", "1"]],
    });
  });

  test("an agency that crosses the line, and the coverage that falls with it", async () => {
    expect(await firing(1)).toMatchObject({
      "agency-overdue": [["silent", "NL", 92]],
      "coverage-fell": [
        ["Coalition", 0.5],
        ["NL", 0.5],
      ],
    });
  });

  test("what is a week old is known, and nothing of it is told again", async () => {
    const { "withdrawal-rose": _, ...others } = await firing(9); // until the month ends
    expect(others).toEqual({});
  });
});

test("figures lag when every sample of five minutes says so, not when one does", async () => {
  const { clickhouse } = server.platform.deps;
  // The service takes samples of its own meanwhile: these are of another measure.
  const measure = "lag_of_this_test";
  const { sql } = alertRules.find(({ slug }) => slug === "projector-lag")!;
  const lag = () =>
    clickhouse.read(
      inDatabase(sql.replace("projector_lag_seconds", measure), readersDatabase(clickhouse.database, {})),
    );
  const sample = (secondsAgo: number, value: number): object => ({
    time: new Date(Date.now() - secondsAgo * 1000).toISOString(),
    measure,
    label: "",
    value,
  });
  expect(await lag()).toEqual([]);
  await clickhouse.write.insert("@db.operation_samples", [sample(400, 0), sample(200, 90), sample(20, 300)]);
  expect(await lag()).toEqual([{ seconds: 90 }]);
  await clickhouse.write.insert("@db.operation_samples", [sample(5, 0)]);
  expect(await lag()).toEqual([{ seconds: 0 }]);
});
