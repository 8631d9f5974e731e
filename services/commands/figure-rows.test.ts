import { expect, test } from "vitest";
import { classCounts } from "#indicators/withdrawal/withdrawal-classes.ts";
import { figuresOfCriticalWorkloads } from "#collectors/checking/standing-note.ts";
import { catalogue } from "#indicators/catalogue.ts";
import { countsWorkloads } from "#indicators/counts-workloads.ts";
import { figureRows } from "./figure-rows.ts";

test("a share is its value beside its band, and a share of nothing is no data, not 0", () => {
  expect(figureRows("EVAL_GAP", { lower: 0.25, upper: 0.5, value: 0.5, n: 8 })).toEqual([
    ["EVAL_GAP", "50.00 %", "25.00–50.00 %", 8],
  ]);
  expect(figureRows("EVAL_GAP", { lower: null, upper: null, value: null, n: 0 })).toEqual([
    ["EVAL_GAP", "no data", "no critical workload in production is reported", 0],
  ]);
});

test("a median that is not reached says so, and nobody to wait for is no data", () => {
  const speed = { n: 5, events: 2, inconsistent: 1, p25: 30, median: null, p75: null };
  expect(figureRows("DEPLOY_SPEED", speed)).toEqual([
    ["DEPLOY_SPEED", "half not reached", "quarter 30 days, three quarters not reached; 2 deployed, 1 inconsistent", 5],
  ]);
  expect(figureRows("DEPLOY_SPEED", { ...speed, n: 0 })).toEqual([
    ["DEPLOY_SPEED", "no data", "no regulated workload begun within three years is reported", 0],
  ]);
});

test("debt is a line for each kind and one for the pace", () => {
  const stock = (items: number, days: number) => ({ items, days });
  const pace = { deployments: 4, evaluations: 2, ratio: 0.5, clearing_days: 90 };
  const debt = {
    testing: stock(1, 1200),
    audit: stock(1, 3),
    unverified: stock(0, 0),
    correction: stock(2, 8),
    findings_unreported: 7,
    pace,
  };
  expect(figureRows("RELIABILITY_DEBT", debt)).toEqual([
    ["RELIABILITY_DEBT testing", "1,200 days", "", 1],
    ["RELIABILITY_DEBT audit", "3 days", "", 1],
    ["RELIABILITY_DEBT unverified", "0 days", "", 0],
    ["RELIABILITY_DEBT correction", "8 days", "7 workloads do not report findings", 2],
    [
      "RELIABILITY_DEBT pace",
      "0.5",
      "2 evaluated, 4 deployed (without a date: first filed) in 90 days; 90 days to clear at this pace",
      4,
    ],
  ]);
  const none = { ...debt, pace: { deployments: 0, evaluations: 0, ratio: null, clearing_days: null } };
  expect(figureRows("RELIABILITY_DEBT", none).at(-1)).toEqual([
    "RELIABILITY_DEBT pace",
    "no data",
    "0 evaluated, 0 deployed (without a date: first filed) in 90 days",
    0,
  ]);
});

test("debt and withdrawals of no workload are no data with the reason, not 0 days and nobody", () => {
  const empty = { items: 0, days: 0 };
  const pace = { deployments: 0, evaluations: 0, ratio: null, clearing_days: null };
  const debt = { testing: empty, audit: empty, unverified: empty, correction: empty, findings_unreported: 0, pace };
  const figures = { EVAL_GAP: { lower: null, upper: null, value: null, n: 0 }, RELIABILITY_DEBT: debt };
  const rows = figureRows("RELIABILITY_DEBT", debt, countsWorkloads(figures));
  expect(new Set(rows.map(([, ...row]) => row.join(" | ")))).toEqual(
    new Set(["no data | no critical workload in production is reported | 0"]),
  );
  expect(rows).toHaveLength(5);
  expect(figureRows("WITHDRAWAL", { stop: classCounts({}) })).toEqual([
    ["WITHDRAWAL stop", "no data", "no critical workload in production is reported", 0],
  ]);
  // Whoever is counted and owes nothing owes 0 days.
  const cleared = { ...figures, EVAL_GAP: { lower: 0, upper: 0, value: 0, n: 3 } };
  expect(figureRows("RELIABILITY_DEBT", debt, countsWorkloads(cleared))[0]).toEqual([
    "RELIABILITY_DEBT testing",
    "0 days",
    "",
    0,
  ]);
  expect(countsWorkloads({ RELIABILITY_DEBT: { ...debt, findings_unreported: 1 } })).toBe(true);
  expect(countsWorkloads({ RELIABILITY_DEBT: { ...debt, testing: { items: 1, days: 0 } } })).toBe(true);
  expect(countsWorkloads({ RELIABILITY_DEBT: debt })).toBe(false);
});

test("the figures that check names as being about critical workloads are those of the catalogue", () => {
  const others = ["CRITICALITY_UNASSESSED", "COVERAGE", "DEPLOY_SPEED"];
  expect(figuresOfCriticalWorkloads).toEqual(
    catalogue.map(({ code }) => code).filter((code) => !others.includes(code)),
  );
});

test("withdrawal is a line a scenario over all its classes, concentration a line a layer", () => {
  expect(
    figureRows("WITHDRAWAL", { stop: classCounts({ dark: 3, interrupted: 1, unknown: 2, unaffected: 4 }) }),
  ).toEqual([["WITHDRAWAL stop", "3 dark, 1 interrupted", "0 go on tested, 0 untested, 4 unaffected, 2 unknown", 10]]);
  expect(figureRows("WITHDRAWAL", {})).toEqual([]);
  expect(figureRows("CONCENTRATION", { compute: { workloads: 3, hhi_provider: 0.5, hhi_jurisdiction: 1 } })).toEqual([
    ["CONCENTRATION compute", "0.5000 by provider", "1.0000 by jurisdiction", 3],
  ]);
});

test("a code of a newer server is printed as it came", () => {
  expect(figureRows("NEW_GAP", { lower: 1 })).toEqual([["NEW_GAP", '{"lower":1}', "", 0]]);
});
