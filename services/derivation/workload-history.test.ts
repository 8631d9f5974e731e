import { expect, test } from "vitest";
import type { Subject } from "./subject.ts";
import { type Statement, versionsOf } from "./workload-history.ts";

const subject = (criticality: Subject["criticality"]): Subject => ({
  function: 0,
  criticality,
  is_production: true,
  is_regulated: false,
  initiated_on: undefined,
  components: undefined,
  findings: undefined,
  deployed_on: undefined,
  retired_on: undefined,
  evaluations: undefined,
  fallbacks: undefined,
  alternatives: undefined,
});
const a = subject("critical");
const b = subject("non-critical");
let sequence = 0;
const said = (day: number, complete: boolean, stated?: Subject): Statement => ({
  sequence: (sequence += 1),
  day,
  complete,
  subject: stated,
});

test("a version holds until the next one, or until a complete push leaves the workload out", () => {
  expect(versionsOf([said(10, true, a), said(20, false, b), said(30, true)])).toEqual([
    { from: 10, until: 20, subject: a },
    { from: 20, until: 30, subject: b },
  ]);
});

test("an incomplete push that does not list the workload says nothing about it", () => {
  expect(versionsOf([said(10, true, a), said(20, false)])).toEqual([{ from: 10, until: undefined, subject: a }]);
});

test("for one date a later complete push discards the earlier ones, an incomplete one overrides what it lists", () => {
  expect(versionsOf([said(10, false, a), said(10, true)])).toEqual([]);
  expect(versionsOf([said(10, true, a), said(10, true, b)])).toEqual([{ from: 10, until: undefined, subject: b }]);
  expect(versionsOf([said(10, true), said(10, false, a)])).toEqual([{ from: 10, until: undefined, subject: a }]);
  expect(versionsOf([said(10, true, a), said(10, false)])).toEqual([{ from: 10, until: undefined, subject: a }]);
});

test("a late push changes history only from its own date to the next statement", () => {
  const on30 = said(30, true, b);
  expect(versionsOf([on30, said(10, true, a)])).toEqual([
    { from: 10, until: 30, subject: a },
    { from: 30, until: undefined, subject: b },
  ]);
});
