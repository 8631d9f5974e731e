import { expect, test } from "vitest";
import { goals } from "./catalogue.ts";

const claims = goals.flatMap((goal) => goal.worlds.flatMap((worlds) => goal.claims(worlds)));

test("no two goals or claims share an id, so that --only means one of them", () => {
  const ids = goals.flatMap((goal) => [goal.id, ...new Set(goal.claims(goal.worlds[0] ?? []).map(({ id }) => id))]);
  expect(new Set(ids).size).toBe(ids.length);
});

test("an aim is never easier than what must be", () => {
  const bounds = claims.flatMap(({ bound, must, aim }) =>
    must === undefined || aim === undefined ? [] : [bound === "at least" ? aim - must : must - aim],
  );
  expect(bounds.length).toBeGreaterThan(0);
  expect(Math.min(...bounds)).toBeGreaterThanOrEqual(0);
});
