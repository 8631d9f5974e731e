import { expect, test } from "vitest";
import { registryState } from "#derivation/registry-state.ts";
import { readAgencies } from "./open-scope.ts";

const ids = Array.from({ length: 1000 }, (_, number) => `agency-${number}`).sort();
const registry = registryState([
  { kind: "member", id: "nl", body: { id: "nl", jurisdictions: ["NL"] } },
  { kind: "member", id: "gone", body: { id: "gone", jurisdictions: ["XX"], left_on: "2020-01-01" } },
  { kind: "agency", id: "agency-of-another", body: { id: "agency-of-another", member: "gone" } },
  ...ids.map((id) => ({ kind: "agency" as const, id, body: { id, member: "nl" } })),
]);
const coalition = { group: { kind: "coalition" }, registry, date: "2026-09-30" } as const;

/** Reads rows of a world in which each of some agencies has one workload; gives them, and which agencies were asked for. */
async function readOf(having: readonly string[], count: number, after?: string) {
  const asked: string[] = [];
  const rows = await readAgencies(
    coalition,
    after === undefined ? undefined : { agency: after, workload: "w" },
    count,
    async ({ parameters }, missing) => {
      const agencies = parameters.agencies as string[];
      asked.push(...agencies);
      return agencies.filter((id) => having.includes(id)).slice(0, missing);
    },
  );
  return { rows, asked };
}

test("every agency of the group is read, once and in order, however rare what is looked for", async () => {
  const rare = [ids[3]!, ids[400]!, ids[999]!, "agency-of-another"];
  const { rows, asked } = await readOf(rare, 10);
  expect(rows).toEqual(rare.slice(0, 3));
  expect(asked).toEqual(ids);
});

test("no more rows are read than were asked for, and no more agencies than they are of", async () => {
  const { rows, asked } = await readOf(ids, 40);
  expect(rows).toEqual(ids.slice(0, 40));
  expect(asked.length).toBeLessThan(ids.length / 2);
});

test("reading goes on with the agency where it ended, which may have more", async () => {
  const { rows, asked } = await readOf(ids, 2, ids[500]);
  expect(asked[0]).toBe(ids[500]);
  expect(rows).toEqual(ids.slice(500, 502));
});
