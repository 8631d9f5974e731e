import { expect, test } from "vitest";
import { classBar } from "./class-bar.ts";
import { axisTicks } from "./axis.ts";
import { type ChartPoint, lineChart } from "./line-chart.ts";
import { shareBar } from "./share-bar.ts";
import type { Html } from "../parts/html.ts";

test("an axis begins at 0, ends at or above the greatest value, and has few round ticks", () => {
  expect(axisTicks(0.55)).toEqual([0, 0.2, 0.4, 0.6]);
  expect(axisTicks(1)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(axisTicks(604)).toEqual([0, 200, 400, 600, 800]);
  expect(axisTicks(0)).toEqual([0, 1]);
  for (const most of [0.003, 0.07, 3, 19, 88, 1_234, 987_654]) {
    const ticks = axisTicks(most);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
    expect(ticks.length).toBeLessThanOrEqual(6);
  }
});

/** Nothing in a drawing is waited for. */
const textOf = (drawn: Html): string => (drawn as string).toString();

const point = (date: string, value: number | null, lower = value): ChartPoint => ({ date, value, lower, upper: value });
const chart = (points: ChartPoint[], title = "A title") =>
  textOf(
    lineChart({ id: "c", title, description: "What it shows", points, tick: String, label: String, isShare: true }),
  );

test("what is not known is a gap in the line, never a zero", () => {
  const drawn = chart([
    point("2026-01-31", 0.5),
    point("2026-02-28", 0.5),
    point("2026-03-31", null),
    point("2026-04-30", 0.5),
    point("2026-05-31", 0.5),
  ]);
  expect(drawn.match(/class="line"/g)).toHaveLength(2);
  expect(drawn).not.toContain("NaN");
});

test("a band is drawn where the ends differ, and nowhere else", () => {
  expect(chart([point("2026-01-31", 0.5, 0.5), point("2026-02-28", 0.5, 0.5)])).not.toContain('class="band"');
  expect(chart([point("2026-01-31", 0.5, 0.2), point("2026-02-28", 0.5, 0.3)])).toContain('class="band"');
});

test("a chart has a title and a description for who does not see it, and a name in them is text", () => {
  const drawn = chart([point("2026-01-31", 0.5)], "<script>alert(1)</script>");
  expect(drawn).toMatch(/role="img"\s+aria-labelledby="c-title c-text"/);
  expect(drawn).toContain("&lt;script&gt;");
  expect(drawn).not.toContain("<script>");
});

test("nothing known draws an empty frame", () => {
  expect(chart([point("2026-01-31", null)])).not.toMatch(/NaN|Infinity|class="last"/);
});

test("a bar is solid up to what is certain and hatched up to what was not reported", () => {
  const bar = textOf(shareBar({ lower: 0.25, upper: 0.75 }, 100));
  expect(bar).toMatch(/class="certain"[^>]*width="25"/);
  expect(bar).toMatch(/class="uncertain" x="25"[^>]*width="50"/);
  expect(textOf(shareBar({ lower: 0.5, upper: 0.5 }, 100))).not.toContain("uncertain");
  expect(textOf(shareBar({ lower: null, upper: null }, 100))).not.toMatch(/class="(?:un)?certain"/);
});

test("classes are parts of the whole bar; no workloads draw none", () => {
  const counts = { unaffected: 2, continues_tested: 0, continues_untested: 0, interrupted: 1, dark: 1, unknown: 0 };
  const bar = textOf(classBar(counts, 400));
  expect(bar).toMatch(/class-unaffected"[^>]*width="200"/);
  expect(bar).toMatch(/class-dark"\s+x="300"[^>]*width="100"/);
  expect(bar).not.toContain("class-continues_tested");
  expect(textOf(classBar({ ...counts, unaffected: 0, interrupted: 0, dark: 0 }, 400))).not.toMatch(/class-(?!bar)/);
});
