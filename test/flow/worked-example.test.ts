import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { catalogue } from "#indicators/catalogue.ts";
import type { DeploySpeed } from "#indicators/deploy-speed/deploy-speed-of.ts";
import type { ReliabilityDebt } from "#indicators/reliability-debt/reliability-debt-of.ts";
import type { Share } from "#indicators/share.ts";
import { figuresOn } from "#read/figures.ts";
import { openReading } from "#read/reading.ts";
import type { Workload } from "#schema/workload.ts";
import { fillWithCase } from "#services/cases/case-figures.ts";
import { openTestStores, type TestStores } from "#test/support/stores.ts";

const page = readFileSync(resolve(import.meta.dirname, "../../docs/facts.md"), "utf8");

/** The cells of the page's table with these columns. */
function tableWith(...columns: string[]): string[][] {
  const head = `| ${columns.join(" | ")} |`;
  const lines = page.slice(page.indexOf(head)).split("\n\n")[0]!.split("\n").slice(2);
  return lines.map((line) =>
    line
      .slice(2, -2)
      .split("|")
      .map((cell) => cell.trim()),
  );
}

const stated: Workload = {
  id: "benefits",
  name: "Benefits",
  function: "10",
  regulated: true,
  criticality: "critical",
  stage: "production",
  initiated_on: "2025-10-01",
  deployed_on: "2026-02-01",
  components: [{ layer: "compute", provider: "cloud" }],
  evaluations: [],
  fallbacks: [{ id: "by-hand", kind: "manual", jurisdiction: "NL", switchover_minutes: 120 }],
  findings: [{ id: "f", kind: "audit", severity: "high", opened_on: "2026-05-01", due_on: "2026-07-31" }],
};
const evaluated: Workload = {
  ...stated,
  evaluations: [
    {
      id: "e",
      status: "completed",
      independence: "independent",
      completed_on: "2026-03-01",
      valid_until: "2027-03-01",
      outcome: "passed",
    },
  ],
};
const push = (received: string, reference_date: string, workload: Workload) => ({
  agency: "nl-tax",
  received_at: `${received}T12:00:00Z`,
  reference_date,
  complete: true,
  workloads: [workload],
});

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
  await fillWithCase(stores, {
    members: [{ id: "nl", jurisdictions: ["NL"] }],
    agencies: [{ id: "nl-tax", member: "nl" }],
    providers: [{ id: "cloud", control: [{ jurisdiction: "US" }] }],
    pushes: [
      push("2026-07-02", "2026-06-30", stated),
      push("2026-07-20", "2026-03-31", evaluated),
      push("2026-08-01", "2026-06-30", evaluated),
    ],
    queries: [],
  });
});
afterAll(() => stores.close());

type Row = Record<string, string | number | string[]>;
const rowsWhere = (condition: string) =>
  stores.clickhouse.read<Row>(`SELECT * FROM @db.facts WHERE ${condition} ORDER BY sequence, valid_from, sign`);
const signed = (sign: unknown): string => (sign === 1 ? "+1" : "-1");
const sorted = (rows: string[][]): string[] => rows.map((row) => row.join(" ")).sort();

test("docs/facts.md shows the rows of kind workload as they are", async () => {
  const columns = ["sequence", "valid_from", "valid_until", "facts", "since", "sign"];
  const rows = (await rowsWhere("kind = 'workload'")).map((row) =>
    columns.map((name) => (name === "sign" ? signed(row.sign) : String(row[name]).replace("1970-01-01", ""))),
  );
  expect(rows.length).toBeGreaterThan(0);
  expect(sorted(tableWith(...columns))).toEqual(sorted(rows));
});

test("and those of the other kinds, with every value that it names", async () => {
  const shown = tableWith("sequence", "kind", "valid_from", "valid_until", "says", "sign");
  const rows = await rowsWhere("kind != 'workload'");
  const names = (says: string): string[] => [...says.matchAll(/`(\w+)`/g)].map(([, name]) => name!);
  const textOf = (value: Row[string] | undefined): string => (Array.isArray(value) ? value.join(" ") : String(value));
  // The values of a row are printed under the names that the page gives for its kind.
  const namesOf = new Map(shown.map(([, kind, , , says]) => [kind!.replaceAll("`", ""), names(says!)]));
  const printed = rows.map((row) => [
    String(row.sequence),
    `\`${String(row.kind)}\``,
    String(row.valid_from),
    String(row.valid_until),
    namesOf
      .get(String(row.kind))!
      .map((name) => `\`${name}\` ${textOf(row[name])}`)
      .join(", "),
    signed(row.sign),
  ]);
  expect(sorted(shown)).toEqual(sorted(printed));
});

test("and the figures that follow", async () => {
  const { clickhouse } = stores;
  const shown = tableWith("day", "as known on", "EVAL_GAP", "n", "testing", "audit", "correction", "median");
  expect(shown.length).toBeGreaterThan(3);
  for (const [date, known, ...values] of shown) {
    const figures = await openReading(clickhouse).under(`${known}T12:00:00Z`, (standpoint) =>
      figuresOn(clickhouse, standpoint, {
        date: date!,
        indicators: catalogue,
        groups: [{ kind: "agency", id: "nl-tax" }],
      }),
    );
    const { EVAL_GAP, RELIABILITY_DEBT, DEPLOY_SPEED } = figures["agency:nl-tax"]!;
    const { value, n } = EVAL_GAP as Share;
    const { testing, audit, correction } = RELIABILITY_DEBT as ReliabilityDebt;
    const found = [value, n, testing.days, audit.days, correction.days, (DEPLOY_SPEED as DeploySpeed).median];
    expect(values, `${date} as known on ${known}`).toEqual(found.map(String));
  }
});
