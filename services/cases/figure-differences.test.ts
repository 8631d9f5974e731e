import { expect, test } from "vitest";
import { differenceText, figureDifferences } from "./figure-differences.ts";

type Figures = Record<string, Record<string, unknown>>;
const entry = (figures: Figures) => ({ date: "2025-01-01", known_at: "2025-02-01T00:00:00Z", figures });
const share = { lower: 0.5, upper: 1, value: 1, n: 2 };
const between = (expected: Figures, found: Figures) => figureDifferences([entry(expected)], [entry(found)]);
const coalition = (figure: Record<string, unknown>): Figures => ({ coalition: { EVAL_GAP: figure } });

test("numbers that are divided may differ by a millionth, counts and days by nothing, and null is not zero", () => {
  expect(between(coalition(share), coalition({ ...share, lower: 0.5000009 }))).toEqual([]);
  expect(between(coalition(share), coalition({ ...share, lower: 0.500002, n: 2.0000001 })).map(differenceText)).toEqual(
    [
      "2025-01-01 as known at 2025-02-01T00:00:00Z coalition EVAL_GAP lower: expected 0.5, found 0.500002",
      "2025-01-01 as known at 2025-02-01T00:00:00Z coalition EVAL_GAP n: expected 2, found 2.0000001",
    ],
  );
  expect(between(coalition({ lower: null }), coalition({ lower: 0 }))).toHaveLength(1);
  expect(between(coalition({ p25: 30 }), coalition({ p25: 30.0000001 }))).toHaveLength(1);
});

test("a difference names the query, the group, the code, the place in the figure, and both values", () => {
  const debt = (items: number) => ({ coalition: { RELIABILITY_DEBT: { testing: { items, days: 5 } } } });
  expect(between(debt(1), debt(2))).toEqual([
    {
      date: "2025-01-01",
      known_at: "2025-02-01T00:00:00Z",
      group: "coalition",
      code: "RELIABILITY_DEBT",
      field: "testing.items",
      expected: 1,
      found: 2,
    },
  ]);
});

test("a query, group, code or field that only one side has is a difference", () => {
  const full = { coalition: { EVAL_GAP: share }, "agency:a": { EVAL_GAP: share } };
  expect(figureDifferences([entry(full)], [])).toHaveLength(1);
  expect(figureDifferences([], [entry(full)])).toHaveLength(1);
  expect(figureDifferences([entry(full)], [{ ...entry(full), date: "2025-01-02" }])).toHaveLength(1);
  for (const less of [
    { coalition: { EVAL_GAP: share } },
    { ...full, "agency:a": {} },
    { ...full, coalition: { EVAL_GAP: {} } },
  ]) {
    expect(between(full, less)).not.toEqual([]);
    expect(between(less, full)).not.toEqual([]);
  }
  expect(between({ coalition: { CONCENTRATION: {} } }, { coalition: {} })).toHaveLength(1);
});
