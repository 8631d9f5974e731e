import { afterAll, beforeAll, expect, test } from "vitest";
import type { Workload } from "#schema/workload.ts";
import { aPush, openIndicatorWorld } from "#test/support/indicator-world.ts";
import type { DeploySpeed } from "./deploy-speed-of.ts";
import { deploySpeed } from "./indicator.ts";

let world: Awaited<ReturnType<typeof openIndicatorWorld<DeploySpeed>>>;
beforeAll(async () => {
  world = await openIndicatorWorld<DeploySpeed>(deploySpeed);
});
afterAll(() => world.close());

type Evaluation = NonNullable<Workload["evaluations"]>[number];
const evaluation = (completed_on: string | null, change: Partial<Evaluation> = {}): Evaluation => ({
  id: completed_on ?? "e",
  status: "completed",
  independence: "independent",
  completed_on,
  ...change,
});
/** Initiated on 1 January 2025, deployed on 1 February, evaluated on 1 March: 59 days. */
const workload: Partial<Workload> = {
  regulated: true,
  initiated_on: "2025-01-01",
  deployed_on: "2025-02-01",
  evaluations: [evaluation("2025-03-01")],
};

const event = (days: number): DeploySpeed => ({ n: 1, events: 1, inconsistent: 0, p25: days, median: days, p75: days });
const none: DeploySpeed = { n: 0, events: 0, inconsistent: 0, p25: null, median: null, p75: null };
const waiting: DeploySpeed = { ...none, n: 1 };
const inconsistent: DeploySpeed = { ...none, inconsistent: 1 };
const each = (changes: readonly Partial<Workload>[], date?: string) =>
  world.each(
    changes.map((change) => ({ ...workload, ...change })),
    date,
  );

test("an event on the later of deployment and the earliest qualifying evaluation, from that day on", async () => {
  const changes = [
    {},
    { deployed_on: "2025-03-11" },
    { evaluations: [evaluation("2025-06-01"), evaluation("2025-03-01")] },
  ];
  expect(await each(changes, "2025-02-28")).toEqual([waiting, waiting, waiting]);
  expect(await each(changes, "2025-03-01")).toEqual([event(59), waiting, event(59)]);
  expect(await each(changes, "2025-03-11")).toEqual([event(59), event(69), event(59)]);
});

test("only an evaluation that qualifies ends the waiting; that it lapsed before the deployment does not matter", async () => {
  const with_ = (...evaluations: Evaluation[]) => ({ evaluations });
  expect(
    await each([
      with_(evaluation("2025-03-01", { independence: "accredited", outcome: null })),
      with_(evaluation("2025-01-11", { valid_until: "2025-01-21" })),
      with_(evaluation("2025-03-01", { valid_until: "2025-03-01" })),
      with_(evaluation("2025-03-01", { outcome: "failed" })),
      with_(evaluation("2025-03-01", { independence: "internal" })),
      with_(evaluation("2025-03-01", { independence: null })),
      with_(evaluation("2025-03-01", { status: "waived" })),
      with_(evaluation(null)),
      with_(),
      { evaluations: null },
    ]),
  ).toEqual([event(59), event(31), event(59), ...Array.from({ length: 7 }, () => waiting)]);
});

test("without deployed_on there is no event: that it operates does not stand in for it", async () => {
  expect(await each([{ deployed_on: null }])).toEqual([waiting]);
});

test("retired before it is trustworthy is no event, nor is retired on that very day", async () => {
  const changes = [{ retired_on: "2025-02-28" }, { retired_on: "2025-03-01" }, { retired_on: "2025-03-02" }];
  expect(await each(changes)).toEqual([waiting, waiting, event(59)]);
});

test("it is counted while initiated_on lies in the 1,096 days up to the day", async () => {
  const early = { initiated_on: "2022-07-01" };
  expect(await each([{}, early], "2024-12-31")).toEqual([none, waiting]);
  expect(await each([{}, early], "2025-01-01")).toEqual([waiting, waiting]);
  expect((await each([{}, early], "2025-06-30"))[1]).toEqual(event(974));
  expect((await each([{}, early], "2025-07-01"))[1]).toEqual(none);
});

test("only workloads known to be regulated and with a date of initiation are counted, whatever their stage and criticality", async () => {
  const counted: Partial<Workload>[] = [{ stage: "planned" }, { stage: "retired" }, { criticality: "not-assessed" }];
  const left: Partial<Workload>[] = [{ regulated: false }, { regulated: null }, { initiated_on: null }];
  expect(await each([...counted, ...left])).toEqual([event(59), event(59), event(59), none, none, none]);
});

test("a workload that left the inventory is not counted", async () => {
  const pushes = [aPush([workload]), aPush([], { reference_date: "2025-05-01", received_at: "2025-05-01T00:00:00Z" })];
  expect(await world.figure({ pushes }, "2025-04-30")).toEqual(event(59));
  expect(await world.figure({ pushes }, "2025-05-01")).toEqual(none);
});

test("a negative duration is inconsistent and nothing else, of an event as of a waiting; 0 days is kept", async () => {
  const evaluations = [evaluation("2024-12-31")];
  expect(
    await each([
      { deployed_on: "2024-12-31", evaluations },
      { deployed_on: "2025-01-01", evaluations },
      { evaluations: [], retired_on: "2024-12-31" },
      { evaluations: [], retired_on: "2025-01-01" },
    ]),
  ).toEqual([inconsistent, event(0), inconsistent, waiting]);
  // Until the day of the event it waits, and waiting since its initiation is not negative.
  expect(await each([{ deployed_on: "2025-01-02", evaluations }], "2025-01-01")).toEqual([waiting]);
});

test("who waits has waited until the day, or until the retirement when that was earlier", async () => {
  const ten = { deployed_on: "2025-01-11", evaluations: [evaluation("2025-01-02")] };
  const never = { evaluations: [] };
  const half = { n: 2, events: 1, inconsistent: 0, p25: 10, median: 10, p75: null };
  const cohort = async (other: Partial<Workload>, date?: string) =>
    world.over(
      [
        { ...workload, ...ten },
        { ...workload, ...never, ...other },
      ],
      date,
    );
  // At a tie the event comes first, so one of two is left; who left the day before is not at risk any more.
  expect(await cohort({}, "2025-01-11")).toEqual(half);
  expect(await cohort({ retired_on: "2025-01-11" })).toEqual(half);
  expect(await cohort({ retired_on: "2025-01-10" })).toEqual({ ...half, p75: 10 });
  expect(await cohort({ initiated_on: "2025-06-21" }, "2025-06-30")).toEqual({ ...half, p75: 10 });
  expect(await cohort({ initiated_on: "2025-06-20" }, "2025-06-30")).toEqual(half);
});

test("the quarters are the days by which so many had got there", async () => {
  const after = (days: number) => ({
    ...workload,
    deployed_on: `2025-01-${String(1 + days).padStart(2, "0")}`,
    evaluations: [evaluation("2025-01-01")],
  });
  expect(await world.over([after(4), after(1), after(3), after(2), { ...workload, initiated_on: null }])).toEqual({
    n: 4,
    events: 4,
    inconsistent: 0,
    p25: 1,
    median: 2,
    p75: 3,
  });
});
