import { expect, test } from "vitest";
import { dayOf } from "#schema/calendar.ts";
import { RegistryFile } from "#schema/parties.ts";
import { Workload } from "#schema/workload.ts";
import { joiningMember, joiningMonth, soldProvider } from "./demo-parties.ts";
import { demoMonths, demoWorld, lastFiledMonthEnd } from "./demo-world.ts";

const lastMonthEnd = "2026-10-31";
const world = demoWorld(lastMonthEnd);
const latest = world.pushes.filter(({ reference_date }) => reference_date === lastMonthEnd);
const daysLate = world.pushes.map(
  ({ reference_date, received_at }) => dayOf(received_at.slice(0, 10)) - dayOf(reference_date),
);

test("the same world comes of the same day", () => {
  expect(demoWorld(lastMonthEnd)).toEqual(world);
});

test("five members, forty agencies, about two thousand workloads, a filing for each of 24 month ends", () => {
  expect(world.members).toHaveLength(5);
  expect(world.agencies).toHaveLength(40);
  const workloads = world.pushes.flatMap(({ agency, workloads: listed }) => listed.map(({ id }) => `${agency} ${id}`));
  expect(new Set(workloads).size).toBeGreaterThan(1_850);
  expect(new Set(workloads).size).toBeLessThan(2_150);
  const dates = [...new Set(world.pushes.map(({ reference_date }) => reference_date))].sort();
  expect(dates).toHaveLength(demoMonths);
  expect(dates.at(0)).toBe("2024-11-30");
  expect(dates.at(-1)).toBe(lastMonthEnd);
});

test("some filings are late, some are corrected, some list a part, one agency stopped and one never began", () => {
  expect(daysLate.filter((days) => days > 31).length).toBeGreaterThan(20);
  const complete = world.pushes.filter((push) => push.complete);
  const filed = new Set(complete.map(({ agency, reference_date }) => `${agency} ${reference_date}`));
  expect(complete.length - filed.size).toBeGreaterThan(20);
  expect(world.pushes.length - complete.length).toBeGreaterThan(10);
  expect(new Set(world.pushes.map(({ agency }) => agency)).size).toBe(39);
  expect(latest.filter((push) => push.complete)).toHaveLength(38);
});

test("nothing arrives before the day that it describes, or later than three weeks after the last", () => {
  expect(Math.min(...daysLate)).toBeGreaterThan(0);
  const arrived = world.pushes.map(({ received_at }) => dayOf(received_at.slice(0, 10)));
  expect(Math.max(...arrived)).toBeLessThanOrEqual(dayOf(lastMonthEnd) + 21);
});

test("the last month end is one whose filings have had three weeks to arrive", () => {
  expect(lastFiledMonthEnd(Date.parse("2026-11-28T05:00:00Z"))).toBe("2026-10-31");
  expect(lastFiledMonthEnd(Date.parse("2026-11-20T05:00:00Z"))).toBe("2026-09-30");
  expect(lastFiledMonthEnd(Date.parse("2027-01-31T05:00:00Z"))).toBe("2026-12-31");
});

test("a member joins, a provider changes hands and the registry hears of it later, and a withdrawal is named", () => {
  const joined = world.members?.find(({ id }) => id === joiningMember)?.joined_on;
  const monthEnds = [...new Set(world.pushes.map(({ reference_date }) => reference_date))].sort();
  expect(dayOf(joined!)).toBe(dayOf(monthEnds[joiningMonth]!) + 1);
  const [change] = world.registry!;
  const [before, after] = change!.providers!.find(({ id }) => id === soldProvider)!.control;
  expect(before!.until).toBe(after!.from);
  expect(Date.parse(change!.received_at)).toBeGreaterThan(Date.parse(after!.from!) + 30 * 86_400_000);
  expect(Object.keys(world.scenarios!).length).toBeGreaterThan(1);
});

test("every record and party is what the schema takes, and every name says that it is synthetic", () => {
  expect(
    RegistryFile.safeParse({ members: world.members, agencies: world.agencies, providers: world.providers }).error,
  ).toBeUndefined();
  const faults = latest.flatMap(({ workloads }) => workloads.flatMap((each) => Workload.safeParse(each).error ?? []));
  expect(faults).toEqual([]);
  for (const { name } of [...world.members!, ...world.agencies!, ...world.providers!])
    expect(name).toContain("(synthetic)");
});

test("every fact that a record can state is stated somewhere", () => {
  const records = world.pushes.flatMap(({ workloads }) => workloads);
  const values = (of: (record: Workload) => readonly unknown[]): Set<unknown> => new Set(records.flatMap(of));
  const shape = Workload.shape;
  expect(values(({ criticality }) => [criticality])).toEqual(new Set(shape.criticality.options));
  expect(values(({ stage }) => [stage])).toEqual(new Set(["development", "pilot", "production", "retired"]));
  expect(values(({ regulated }) => [regulated])).toEqual(new Set([true, false]));
  for (const list of ["fallbacks", "alternatives", "findings", "evaluations"] as const)
    expect(values((record) => [record[list] === null ? "not reported" : record[list]!.length > 0])).toEqual(
      new Set(["not reported", true, false]),
    );
  expect(values(({ evaluations }) => (evaluations ?? []).map(({ outcome }) => outcome)).size).toBe(4);
  expect(
    values(({ fallbacks }) =>
      (fallbacks ?? []).flatMap(({ drills }) => drills ?? []).map(({ succeeded }) => succeeded),
    ),
  ).toEqual(new Set([true, false]));
  expect(values(({ components }) => (components ?? []).map(({ layer }) => layer)).size).toBeGreaterThan(4);
  expect(values(({ substantially_modified_on }) => [substantially_modified_on !== null])).toEqual(
    new Set([true, false]),
  );
});
