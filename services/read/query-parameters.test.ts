import { afterAll, beforeAll, expect, test } from "vitest";
import type { Answer } from "#test/support/api.ts";
import { openOpenedWorld, type OpenedWorld } from "#test/support/opened-world.ts";

let world: OpenedWorld;
beforeAll(async () => {
  world = await openOpenedWorld();
});
afterAll(() => world.close());

const range = "from=2026-01-01&until=2026-09-30";
const debtSeries = `/v1/series?code=RELIABILITY_DEBT&group=coalition`;

/** What is asked, and the parameter that the answer has to name. */
const refused: [string, string][] = [
  ["/v1/figures", "date"],
  ["/v1/figures?date=", "date"],
  ["/v1/figures?date=2026-02-29", "date"],
  ["/v1/figures?date=1949-12-31", "date"],
  ["/v1/figures?date=2200-01-01", "date"],
  ["/v1/figures?date=30-09-2026", "date"],
  ["/v1/figures?date=2026-09-30&date=2026-09-29", "date"],
  ["/v1/figures?date=2026-09-30&known_at=yesterday", "known_at"],
  ["/v1/figures?date=2026-09-30&known_at=2026-09-30", "known_at"],
  ["/v1/figures?date=2026-09-30&known_at=2026-09-30T12:00:00", "known_at"],
  ["/v1/figures?date=2026-09-30&code=eval_gap", "code"],
  ["/v1/figures?date=2026-09-30&code=EVAL_GAP&code=", "code"],
  ["/v1/figures?date=2026-09-30&groups=coalition", "groups"],
  ["/v1/series", "code"],
  [`/v1/series?${range}&group=coalition`, "code"],
  [`/v1/series?${range}&code=EVAL_GAP`, "group"],
  [`/v1/series?${range}&code=DEBT&group=coalition`, "code"],
  [`/v1/series?${range}&code=EVAL_GAP&code=ANY_GAP&group=coalition`, "code"],
  [`/v1/series?${range}&code=COVERAGE&group=function:01`, "group"],
  [`${debtSeries}&until=2026-09-30`, "from"],
  [`${debtSeries}&from=2026-09-30`, "until"],
  [`${debtSeries}&from=2026-09-30&until=2026-09-30`, "until"],
  [`${debtSeries}&from=2026-09-30&until=2026-01-01`, "until"],
  [`${debtSeries}&from=2023-02-29&until=2026-01-01`, "from"],
  [`${debtSeries}&from=2020-01-01&until=2026-01-01`, "until"],
  [`/v1/series?${range}&code=DEPLOY_SPEED&group=coalition`, "until"],
  [`/v1/series?${range}&code=WITHDRAWAL&group=coalition`, "until"],
  [`/v1/series?${range}&code=CONCENTRATION&group=coalition`, "until"],
  [`${debtSeries}&${range}&step=year`, "step"],
  [`${debtSeries}&${range}&step=`, "step"],
  [`${debtSeries}&${range}&known_at=2026-13-01T00:00:00Z`, "known_at"],
  [`${debtSeries}&${range}&date=2026-01-01`, "date"],
];

test.each(refused)("%s is refused, and the answer names the parameter", async (path, parameter) => {
  const answer = await world.ask(path);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([400, "application/problem+json"]);
  const { code, errors } = answer.json<{ code: string; errors: { parameter: string; message: string }[] }>();
  expect(code).toBe("invalid-parameter");
  expect(errors.map((error) => error.parameter)).toContain(parameter);
  for (const { message } of errors) expect(message.length).toBeGreaterThan(10);
});

test.each(["member:xx", "agency:nl-nothing", "member:NL"])(
  "a group that there is not, %s, is not found",
  async (group) => {
    for (const path of ["/v1/figures?date=2026-09-30", `/v1/series?code=EVAL_GAP&${range}&step=month`])
      expect((await world.ask(`${path}&group=${group}`)).status).toBe(404);
  },
);

interface Series {
  known_at: string;
  points: ({ date: string; reason?: string; n?: number; lower?: number | null; upper?: number | null } & object)[];
}
const series = async (query: string): Promise<Series> => {
  const answer: Answer = await world.ask(`/v1/series?${query}`);
  expect(answer.status).toBe(200);
  return answer.json<Series>();
};

test("a share without denominator is null with the reason why, never 0", async () => {
  const { points } = await series("code=EVAL_GAP&group=agency:nl-court&from=2026-07-01&until=2026-09-30&step=month");
  expect(points.map(({ date }) => date)).toEqual(["2026-07-31", "2026-08-31"]);
  for (const point of points)
    expect(point).toMatchObject({ n: 0, lower: null, upper: null, value: null, reason: "nothing-reported" });
});

test("functions that nobody serves exist when they are named, with nulls", async () => {
  const { points } = await series("code=ANY_GAP&group=function:02&from=2026-09-29&until=2026-09-30");
  expect(points).toEqual([
    { date: "2026-09-29", n: 0, lower: null, upper: null, value: null, reason: "nothing-reported" },
  ]);
});

test("points are ends of periods: Sundays, last days of months and quarters, every day", async () => {
  const dates = async (step: string, from: string, until: string): Promise<string[]> =>
    (await series(`code=EVAL_GAP&group=coalition&from=${from}&until=${until}&step=${step}`)).points.map(
      ({ date }) => date,
    );
  expect(await dates("day", "2024-02-28", "2024-03-02")).toEqual(["2024-02-28", "2024-02-29", "2024-03-01"]);
  expect(await dates("week", "2026-09-01", "2026-09-21")).toEqual(["2026-09-06", "2026-09-13", "2026-09-20"]);
  expect(await dates("month", "2026-01-31", "2026-03-31")).toEqual(["2026-01-31", "2026-02-28"]);
  expect(await dates("quarter", "2026-01-01", "2026-09-30")).toEqual(["2026-03-31", "2026-06-30"]);
});

test("the numbers of a point are those of the figure for its date", async () => {
  const { points, known_at } = await series("code=EVAL_GAP&group=agency:nl-tax&from=2026-09-29&until=2026-10-01");
  for (const { date, reason: _, ...numbers } of points) {
    const path = `/v1/figures?date=${date}&group=agency:nl-tax&code=EVAL_GAP&known_at=${known_at}`;
    const { figures } = (await world.ask(path)).json<{ figures: Record<string, Record<string, unknown>> }>();
    expect(numbers).toEqual(figures["agency:nl-tax"]!.EVAL_GAP);
  }
});
