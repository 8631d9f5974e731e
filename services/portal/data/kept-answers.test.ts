import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { ProblemError } from "#http/problem.ts";
import { keepAnswers } from "./kept-answers.ts";

const away = () => Promise.reject(new ProblemError("store-unavailable"));
const later = async (answer: string) => {
  await delay(300);
  return answer;
};

test("while a store is away the last answer is given again, with since when; until it answers", async () => {
  let now = 1_000;
  const kept = keepAnswers(() => now);
  expect(await kept.answer("q", async () => "first")).toEqual({ answer: "first" });
  now = 500_000;
  expect(await kept.answer("q", away)).toEqual({ answer: "first", failing_since: 500_000 });
  now = 900_000;
  expect(await kept.answer("q", away)).toEqual({ answer: "first", failing_since: 500_000 });
  await expect(kept.answer("other", away)).rejects.toMatchObject({ name: "StoreAway", since: 500_000 });
  expect(await kept.answer("q", async () => "second")).toEqual({ answer: "second" });
  now = 950_000;
  expect(await kept.answer("q", away)).toEqual({ answer: "second", failing_since: 950_000 });
});

test("what is refused for another reason is refused, whatever was kept", async () => {
  const kept = keepAnswers(() => 0);
  await kept.answer("q", async () => "first");
  await expect(kept.answer("q", () => Promise.reject(new ProblemError("not-found")))).rejects.toMatchObject({
    code: "not-found",
  });
});

test("a page does not wait long for newer figures than it has from minutes ago; it has them the next time", async () => {
  let now = 0;
  const kept = keepAnswers(() => now);
  await kept.answer("q", async () => "first");
  expect(await kept.answer("q", () => later("second"))).toEqual({ answer: "first" });
  await delay(400);
  expect(await kept.answer("q", () => later("third"))).toEqual({ answer: "second" });
  now = 3_600_000;
  expect(await kept.answer("q", () => later("fourth"))).toEqual({ answer: "fourth" });
});

test("however many ask meanwhile, one newer answer is worked out at a time; that it failed, the next is told", async () => {
  const kept = keepAnswers(() => 7);
  await kept.answer("q", async () => "first");
  let begun = 0;
  const slow = async (): Promise<string> => {
    begun += 1;
    await delay(200);
    throw new ProblemError("store-unavailable");
  };
  const answers = await Promise.all([1, 2, 3].map(() => kept.answer("q", slow)));
  expect([begun, answers.map(({ answer }) => answer)]).toEqual([1, ["first", "first", "first"]]);
  await delay(200);
  expect(await kept.answer("q", () => later("second"))).toEqual({ answer: "first", failing_since: 7 });
});
