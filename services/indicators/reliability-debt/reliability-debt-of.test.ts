import { expect, test } from "vitest";
import { reliabilityDebtOf } from "./reliability-debt-of.ts";

const none = { items: 0, since: 0 };
const sums = {
  testing: none,
  audit: none,
  unverified: none,
  correction: none,
  findings_unreported: 0,
  deployments: 0,
  evaluations: 0,
};

test("days of a stock are the days of each item since its own start, before 1970 too", () => {
  // Two items, since day 10 and since day -40.
  expect(reliabilityDebtOf({ ...sums, testing: { items: 2, since: -30 } }, 100).testing).toEqual({
    items: 2,
    days: 230,
  });
  expect(reliabilityDebtOf({ ...sums, correction: { items: 1, since: 100 } }, 100).correction).toEqual({
    items: 1,
    days: 0,
  });
});

test("a pace without deployments has no ratio, and one without evaluations never clears", () => {
  expect(reliabilityDebtOf({ ...sums, evaluations: 2 }, 0).pace).toMatchObject({ ratio: null, clearing_days: 0 });
  expect(reliabilityDebtOf({ ...sums, deployments: 2 }, 0).pace).toMatchObject({ ratio: 0, clearing_days: null });
});

test("clearing takes the testing and audit items at the pace of 90 days, divided once", () => {
  const owed = { testing: { items: 2, since: 0 }, audit: { items: 3, since: 0 }, unverified: { items: 50, since: 0 } };
  expect(reliabilityDebtOf({ ...sums, ...owed, deployments: 3, evaluations: 7 }, 0).pace).toEqual({
    deployments: 3,
    evaluations: 7,
    ratio: 2.333333333,
    clearing_days: 64.285714286,
  });
});
