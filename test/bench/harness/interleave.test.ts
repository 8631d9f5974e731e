import { expect, test } from "vitest";
import type { Side } from "./goal.ts";
import { interleave } from "./interleave.ts";

const rules = { repetitions: 3, rounds: 6, foreignShareMax: 0.15, pauseMs: 0 };
const idle = { total: 100, busy: 50, own: 50 };

/** Readings of the CPU such that the samples of these numbers, in the order they are taken, are disturbed. */
function disturbed(samples: readonly number[]): () => typeof idle {
  let reading = -1;
  return () => {
    reading += 1;
    const sample = Math.floor(reading / 2);
    const isAfter = reading % 2 === 1;
    if (!isAfter) return { total: 0, busy: 0, own: 0 };
    return samples.includes(sample) ? { total: 100, busy: 90, own: 50 } : idle;
  };
}

function recorded(names: readonly string[]): { sides: Side[]; order: string[] } {
  const order: string[] = [];
  const sides = names.map((name) => ({
    name,
    sample: async () => {
      order.push(name);
      return { time_ms: order.length };
    },
  }));
  return { sides, order };
}

test("sides are measured in turn, each round beginning with another, after one run that is not counted", async () => {
  const { sides, order } = recorded(["a", "b"]);
  const samples = await interleave(sides, rules, () => idle);
  expect(order.join("")).toBe("ab" + "ab" + "ba" + "ab");
  expect(samples.get("a")?.kept).toHaveLength(3);
});

test("a sample that others disturbed is thrown away, counted and taken again", async () => {
  const { sides, order } = recorded(["a", "b"]);
  const samples = await interleave(sides, rules, disturbed([1]));
  expect(samples.get("a")).toMatchObject({ discarded: 0, kept: { length: 3 } });
  expect(samples.get("b")).toMatchObject({ discarded: 1, kept: { length: 3 } });
  expect(order.join("")).toBe("ab" + "ab" + "ba" + "ab" + "b");
});

test("on a machine that is never quiet it ends after as many rounds as allowed, with what it has", async () => {
  const { sides } = recorded(["a"]);
  const samples = await interleave(sides, rules, disturbed([0, 1, 2, 3, 4]));
  expect(samples.get("a")).toMatchObject({ discarded: 5, kept: { length: 1 } });
});
