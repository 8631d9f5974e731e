import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { catalogue } from "#indicators/catalogue.ts";
import { openTestPlatform, type TestPlatform } from "#test/support/test-platform.ts";
import { makeKey } from "#test/support/world.ts";

let server: TestPlatform;
beforeAll(async () => {
  server = await openTestPlatform();
});
afterAll(() => server.close());

type Words = { code: string; version: number; history: { version: number; digest: string }[] };
const get = (path: string, token = "") => server.api.call("GET", path, { token });

test("every indicator is told in full, in the order of publication", async () => {
  const answer = await get("/v1/indicators");
  expect(answer.status).toBe(200);
  const { methodology, indicators } = answer.json<{ methodology: number; indicators: Words[] }>();
  expect(methodology).toBe(1);
  expect(indicators.map(({ code }) => code)).toEqual(catalogue.map(({ code }) => code));
  for (const [index, { history: told, ...words }] of indicators.entries()) {
    const { history, ...indicator } = catalogue[index]!;
    expect(words).toEqual(indicator);
    expect(told).toEqual(
      history.map((each) => ({ ...each, digest: expect.stringMatching(/^sha-256:[0-9a-f]{64}$/) as string })),
    );
    expect(told.at(-1)?.version).toBe(indicator.version);
  }
});

test("one indicator is what the list has of it", async () => {
  const { indicators } = (await get("/v1/indicators")).json<{ indicators: Words[] }>();
  for (const words of indicators) expect((await get(`/v1/indicators/${words.code}`)).json()).toEqual(words);
});

test("nobody needs a key, and whoever sends one gets the same", async () => {
  const digests = new Set<string>();
  for (const token of ["", "nonsense", await makeKey(server.api, { kind: "grafana" })]) {
    const answer = await get("/v1/indicators", token);
    expect(answer.status).toBe(200);
    digests.add(createHash("sha256").update(answer.text).digest("hex"));
  }
  expect(digests.size).toBe(1);
});

test.each(["/v1/indicators/EVIL_GAP", "/v1/indicators/eval_gap", "/v1/indicators/__proto__"])(
  "%s is not found, and the codes that are there are named",
  async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(answer.json()).toMatchObject({ code: "not-found", detail: expect.stringContaining("EVAL_GAP") as string });
  },
);

test.each(["/v1/indicators?code=EVAL_GAP", "/v1/indicators/EVAL_GAP?code=EVAL_GAP"])(
  "%s names the parameter that does not exist",
  async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ code: "invalid-parameter", errors: [{ parameter: "code" }] });
  },
);
