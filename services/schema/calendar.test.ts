import { expect, test } from "vitest";
import { dateOf, dayOf } from "./calendar.ts";

const dayMs = 86_400_000;

test("days and dates are those of the engine's own calendar, on every day of four centuries", () => {
  const [first, last] = [Date.UTC(1890, 0, 1) / dayMs, Date.UTC(2310, 0, 1) / dayMs];
  const wrong: string[] = [];
  for (let day = first; day <= last; day += 1) {
    const date = new Date(day * dayMs).toISOString().slice(0, 10);
    // Asked twice: the first time it is written, the second found.
    if (dayOf(date) !== day || dateOf(day) !== date || dateOf(day) !== date) wrong.push(date);
  }
  expect(wrong).toEqual([]);
  expect(dayOf("1970-01-01")).toBe(0);
});
