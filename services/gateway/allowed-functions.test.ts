import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStores, type TestStores } from "#test/support/stores.ts";
import { allowedFunctions, isFunctionAllowed, isTypeAllowed } from "./allowed-functions.ts";

type Known = { name: string; alias_to: string; case_insensitive: number };

let stores: TestStores;
let known: Known[];
beforeAll(async () => {
  stores = await openTestStores();
  known = await stores.clickhouse.read<Known>("SELECT name, alias_to, case_insensitive FROM system.functions");
});
afterAll(() => stores.close());

/** What only the parser knows: it writes them for syntax, and the engine knows others for them. */
const ofTheParser = [
  "lambda",
  "exists",
  "caseWithoutExpression",
  "timezone",
  "trim",
  "trimBoth",
  "grouping",
  "untuple",
];

test("every function on the list is one of the engine's, so that none is let through by a slip of the pen", () => {
  const names = new Set(known.map(({ name }) => name.toLowerCase()));
  const unknown = allowedFunctions.filter((name) => !names.has(name.toLowerCase()) && !ofTheParser.includes(name));
  expect(unknown).toEqual([]);
});

test("no function gets through because its name differs from an allowed one in case, or ends as an aggregate may", () => {
  const listed = new Set(allowedFunctions);
  const through = known.filter(({ name }) => isFunctionAllowed(name) && !listed.has(name));
  const byCase = through.filter(({ name, alias_to }) => {
    const meant = alias_to === "" ? name : alias_to;
    return ![...listed].some((each) => each === meant || each.toLowerCase() === meant.toLowerCase());
  });
  expect(byCase.map(({ name }) => name)).toEqual([]);
});

test("combinations of aggregates are judged by what they combine, and states are never allowed", () => {
  for (const name of ["sumIf", "countDistinctIf", "quantileExactOrNullIf", "AVG"])
    expect(isFunctionAllowed(name)).toBe(true);
  for (const name of ["sumState", "sumMerge", "sumMapState", "fileIf", "dictGetOrNull", "OrNull", "sumSimpleState"])
    expect(isFunctionAllowed(name)).toBe(false);
});

test.each([
  ["Nullable(Decimal(18, 3))", true],
  ["Enum8('a' = 1, 'AggregateFunction(x)' = 2)", true],
  ["DateTime64(3, 'Europe/Amsterdam')", true],
  ["Array(AggregateFunction(uniq, String))", false],
  ["JSON", false],
  ["String /* */", false],
])("the type %s is allowed: %s", (type, isAllowed) => {
  expect(isTypeAllowed(type, { withNames: false })).toBe(isAllowed);
});

test.each([
  ["a String, b Nullable(Int8)", true],
  ["AggregateFunction String", true], // a column of that name
  ["a AggregateFunction(uniq, String)", false],
  ["a String DEFAULT file('x')", false],
  ["a Nested(b AggregateFunction(uniq, String))", false],
])("the columns %s are allowed: %s", (columns, isAllowed) => {
  expect(isTypeAllowed(columns, { withNames: true })).toBe(isAllowed);
});
