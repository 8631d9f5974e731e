import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestPlatform, type TestPlatform } from "#test/support/test-platform.ts";
import { aWorkload, makeKey, sendPush } from "#test/support/world.ts";

const date = "2026-09-30";
const registry = {
  members: [
    { id: "nl", jurisdictions: ["NL"] },
    { id: "be", jurisdictions: ["BE"] },
  ],
  agencies: [
    { id: "nl-tax", member: "nl" },
    { id: "nl-court", member: "nl" },
    { id: "be-tax", member: "be" },
  ],
};
const everything = [
  "agency:be-tax",
  "agency:nl-court",
  "agency:nl-tax",
  "coalition",
  "function:01",
  "member:be",
  "member:nl",
];

const settings = { PUBLIC_LEVEL: "none" };
let server: TestPlatform;
const keys: Record<string, string> = { none: "" };

beforeAll(async () => {
  server = await openTestPlatform(settings);
  const { api, platform } = server;
  await api.must("PUT", "/v1/admin/registry", {
    body: JSON.stringify(registry),
    headers: { "content-type": "application/json" },
  });
  for (const agency of ["nl-tax", "be-tax"]) {
    const answer = await sendPush(api, agency, {
      reference_date: date,
      complete: true,
      workloads: [aWorkload("a"), aWorkload("b", { function: "01.2" })],
    });
    if (answer.status !== 201) throw new Error(answer.text);
  }
  await platform.modules.projector()?.drained();
  keys.reader = await makeKey(api, { kind: "reader" });
  keys["reader of nl"] = await makeKey(api, { kind: "reader", member: "nl" });
  keys["officer of nl-tax"] = await makeKey(api, { kind: "officer", agency: "nl-tax" });
  keys["agency nl-tax"] = await makeKey(api, { kind: "agency", agency: "nl-tax" });
  keys.grafana = await makeKey(api, { kind: "grafana" });
});
afterAll(() => server.close());

const ask = (key: string, query = "") =>
  server.api.call("GET", `/v1/figures?date=${date}${query}`, key === "admin" ? {} : { token: keys[key] ?? "" });

async function groupsSeen(key: string): Promise<string[] | number> {
  const answer = await ask(key);
  return answer.status === 200 ? Object.keys(answer.json<{ figures: object }>().figures).sort() : answer.status;
}

describe("a figure", () => {
  test("is the same however it is asked for, and groups without population are null with n 0", async () => {
    const all = (await ask("admin")).json<{ figures: Record<string, object> }>().figures;
    for (const [group, figures] of Object.entries(all)) {
      expect((await ask("admin", `&group=${group}`)).json<{ figures: object }>().figures).toEqual({ [group]: figures });
    }
    const none = (await ask("admin", "&group=function:none&code=EVAL_GAP")).json<{ figures: object }>().figures;
    expect(none).toEqual({ "function:none": { EVAL_GAP: { lower: null, upper: null, value: null, n: 0 } } });
  });

  test("is known at the last projected entry at most, and before the first entry nothing is known", async () => {
    const now = (await ask("admin")).json<{ known_at: string }>();
    const later = (await ask("admin", "&known_at=2199-01-01T00:00:00Z")).json<{ known_at: string }>();
    expect(later).toEqual(now);
    const before = (await ask("admin", "&known_at=2001-01-01T00:00:00%2B01:00")).json<{
      known_at: string;
      figures: object;
    }>();
    expect(before.known_at).toBe("2000-12-31T23:00:00.000Z");
    expect(Object.keys(before.figures)).toEqual(["coalition"]);
  });

  test.each([
    ["", "date"],
    ["date=2026-02-30", "date"],
    ["date=2026-09-30&known_at=yesterday", "known_at"],
    ["date=2026-09-30&code=EVIL_GAP", "code"],
    ["date=2026-09-30&grup=coalition", "grup"],
    ["date=2026-09-30&date=2026-09-29", "date"],
  ])("?%s names the parameter that is wrong", async (query, parameter) => {
    const answer = await server.api.call("GET", `/v1/figures?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.json<{ errors: { parameter: string }[] }>().errors.map((error) => error.parameter)).toContain(
      parameter,
    );
  });

  test.each(["coalitions", "agency:", "agency:' OR 1=1", "function:11", "member:zz", "__proto__"])(
    "group %s does not exist",
    async (group) => {
      expect((await ask("admin", `&group=${encodeURIComponent(group)}`)).status).toBe(404);
    },
  );
});

describe.each<[string, Record<string, string[] | number>]>([
  [
    "none",
    {
      none: 401,
      admin: everything,
      reader: everything,
      "reader of nl": ["agency:nl-court", "agency:nl-tax", "coalition", "function:01", "member:nl"],
      "officer of nl-tax": ["agency:nl-tax"],
      "agency nl-tax": 403,
      grafana: 403,
    },
  ],
  [
    "coalition",
    {
      none: ["coalition", "function:01"],
      "officer of nl-tax": ["agency:nl-tax", "coalition", "function:01"],
      "agency nl-tax": 403,
    },
  ],
  [
    "member",
    {
      none: ["coalition", "function:01", "member:be", "member:nl"],
      "reader of nl": ["agency:nl-court", "agency:nl-tax", "coalition", "function:01", "member:be", "member:nl"],
    },
  ],
])("with PUBLIC_LEVEL %s", (publicLevel, seen) => {
  beforeAll(async () => {
    if (settings.PUBLIC_LEVEL !== publicLevel) await server.restart(() => (settings.PUBLIC_LEVEL = publicLevel));
  });

  test.each(Object.entries(seen))("key %s sees what it may and nothing else", async (key, groups) => {
    expect(await groupsSeen(key)).toEqual(groups);
  });

  test("a group that a key may not see is answered like one that does not exist", async () => {
    const foreign = await ask("reader of nl", "&group=agency:be-tax");
    const unknown = await ask("reader of nl", "&group=agency:nobody");
    expect([foreign.status, unknown.status]).toEqual([404, 404]);
    expect(foreign.text).toBe(unknown.text);
  });
});
