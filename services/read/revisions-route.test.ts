import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestPlatform, type TestPlatform } from "#test/support/test-platform.ts";
import { aFallback, aWorkload, makeKey, sendPush } from "#test/support/world.ts";

const isNightly = process.env.NIGHTLY === "1";
const date = "2026-06-30";

interface Revision {
  known_at: string;
  old: unknown;
  new: unknown;
  cause: {
    kind: string;
    sequence: number;
    agency?: string | null;
    push_id?: string | null;
    reference_date?: string;
    parties?: { kind: string; id: string }[];
  };
}
interface List {
  known_at: string;
  items: Revision[];
  next: string | null;
}

let server: TestPlatform;
const keys: Record<string, string> = { none: "" };
/** The instant from which each step of the story below is known. */
const at: Record<string, string> = {};

async function register(step: string, change: object): Promise<void> {
  const body = JSON.stringify(change);
  const headers = { "content-type": "application/json" };
  at[step] = (await server.api.must<{ known_at: string }>("PUT", "/v1/admin/registry", { body, headers })).known_at;
}

async function push(step: string, agency: string, reference_date: string, ids: readonly string[]): Promise<void> {
  const workloads = ids.map((id) =>
    aWorkload(id, {
      components: (id === "b" ? ["cloud", "second"] : ["cloud"]).map((provider) => ({ layer: "compute", provider })),
      fallbacks: id === "safe" ? [aFallback] : [],
    }),
  );
  const content = { reference_date, complete: true, workloads };
  const answer = await sendPush(server.api, agency, content, { query: "?confirm_shrink=true" });
  expect(answer.status, `${answer.text}`).toBe(201);
  const { items } = await server.api.must<{ items: { received_at: string }[] }>(
    "GET",
    `/v1/agencies/${agency}/pushes?limit=1`,
  );
  at[step] = items[0]!.received_at;
}

const cloud = (jurisdiction: string): object => ({ id: "cloud", control: [{ jurisdiction }] });
const stop = (jurisdictions: readonly string[]): object => ({
  stop: { providers: [], jurisdictions, notice_minutes: 60 },
});

beforeAll(async () => {
  server = await openTestPlatform({ PUBLIC_LEVEL: "coalition" });
  await register("parties", {
    members: [
      { id: "nl", jurisdictions: ["NL"] },
      { id: "be", jurisdictions: ["BE"] },
    ],
    agencies: [{ id: "nl-tax", member: "nl" }],
    providers: [cloud("NL"), { id: "second", control: [{ jurisdiction: "US" }] }],
    scenarios: stop(["US"]),
  });
  await push("first", "nl-tax", "2026-06-01", ["a", "safe"]);
  await push("same again", "nl-tax", "2026-06-15", ["a", "safe"]);
  await push("after the date", "nl-tax", "2026-07-01", ["a"]);
  await register("agency", { agencies: [{ id: "be-tax", member: "be" }] });
  await push("belgian", "be-tax", "2026-06-30", ["b"]);
  await register("cloud sold", { providers: [cloud("US")] });
  await register("redefined", { scenarios: stop(["BE"]) });
  await register("be left", { members: [{ id: "be", jurisdictions: ["BE"], left_on: "2026-06-30" }] });
  await push("belgian again", "be-tax", "2026-06-30", ["b", "c"]);
  await push("corrected", "nl-tax", "2026-06-15", ["safe"]);
  await register("closed", { agencies: [{ id: "nl-tax", member: "nl", closed_on: "2026-01-01" }] });
  await server.platform.modules.projector()?.drained();
  keys.reader = await makeKey(server.api, { kind: "reader" });
  keys["reader of nl"] = await makeKey(server.api, { kind: "reader", member: "nl" });
  keys["agency nl-tax"] = await makeKey(server.api, { kind: "agency", agency: "nl-tax" });
  for (const agency of ["nl-tax", "be-tax"])
    keys[`officer of ${agency}`] = await makeKey(server.api, { kind: "officer", agency });
});
afterAll(() => server.close());

const call = (path: string, key = "admin") =>
  server.api.call("GET", path, key === "admin" ? {} : { token: keys[key] ?? "" });
const revisions = async (code: string, query = "", key = "admin"): Promise<List> => {
  const group = query.includes("group=") ? "" : "&group=coalition";
  const answer = await call(`/v1/revisions?code=${code}&date=${date}${group}${query}`, key);
  expect(answer.status, `${answer.text}`).toBe(200);
  return answer.json<List>();
};
const steps = ({ items }: List): (string | undefined)[] =>
  items.map(({ known_at }) => Object.keys(at).find((step) => at[step] === known_at));

test.each<[string, string, string[]]>([
  ["FALLBACK_GAP", "", ["first", "belgian", "be left", "corrected"]],
  ["FALLBACK_GAP", "&group=member:nl", ["parties", "first", "corrected"]],
  ["FALLBACK_GAP", "&group=agency:be-tax", ["agency", "belgian", "belgian again"]],
  ["FALLBACK_GAP", "&group=function:01", ["first", "belgian", "be left", "corrected"]],
  ["FALLBACK_GAP", "&group=function:09", []],
  ["COVERAGE", "", ["parties", "first", "agency", "belgian", "be left", "closed"]],
  ["COVERAGE", "&group=member:be", ["parties", "agency", "belgian"]],
  ["CONCENTRATION", "", ["first", "belgian", "cloud sold", "be left", "corrected"]],
  ["RELIABILITY_DEBT", "", ["first", "belgian", "be left", "corrected"]],
  ["WITHDRAWAL", "", ["parties", "first", "belgian", "cloud sold", "redefined", "be left", "corrected"]],
  ["WITHDRAWAL", "&scenario=stop&group=agency:nl-tax", ["parties", "first", "cloud sold", "redefined", "corrected"]],
])("%s%s changed with what could change it and nothing else", async (code, query, expected) => {
  expect(steps(await revisions(code, query))).toEqual(expected);
});

test.each([
  ["coalition", ["FALLBACK_GAP", "WITHDRAWAL"]],
  ["member:nl", ["CONCENTRATION"]],
  ["agency:be-tax", ["WITHDRAWAL"]],
  ["function:01", ["FALLBACK_GAP", "DEPLOY_SPEED"]],
])("of %s each old and new is what the figures say just before and at that instant", async (group, asked) => {
  const figureAt = async (code: string, known_at: string): Promise<unknown> => {
    const answer = await call(`/v1/figures?date=${date}&code=${code}&group=${group}&known_at=${known_at}`);
    if (answer.status === 404) return null;
    return answer.json<{ figures: Record<string, Record<string, unknown>> }>().figures[group]?.[code];
  };
  for (const code of isNightly ? ["FALLBACK_GAP", "CONCENTRATION", "WITHDRAWAL", "DEPLOY_SPEED"] : asked) {
    for (const revision of (await revisions(code, `&group=${group}`)).items) {
      const before = new Date(Date.parse(revision.known_at) - 1).toISOString();
      expect(revision.new).toEqual(await figureAt(code, revision.known_at));
      expect(revision.old).toEqual(await figureAt(code, before));
      expect(revision.new).not.toEqual(revision.old);
    }
  }
});

test("a figure as known earlier has the revisions until then", async () => {
  const list = await revisions("FALLBACK_GAP", `&known_at=${at["cloud sold"]}`);
  expect([list.known_at, steps(list)]).toEqual([at["cloud sold"], ["first", "belgian"]]);
});

describe("a cause", () => {
  test("is a push, by what names it to its agency, or the parties that changed", async () => {
    const { items: pushed } = await server.api.must<{ items: { push_id: string; sequence: number }[] }>(
      "GET",
      "/v1/agencies/nl-tax/pushes",
    );
    const { items } = await revisions("FALLBACK_GAP");
    const newest = pushed[0]!;
    expect(items.at(-1)!.cause).toEqual({
      kind: "push",
      sequence: newest.sequence,
      agency: "nl-tax",
      push_id: newest.push_id,
      reference_date: "2026-06-15",
    });
    expect(items.at(-2)!.cause).toEqual({
      kind: "registry",
      sequence: newest.sequence - 2,
      parties: [{ kind: "member", id: "be" }],
    });
  });

  test.each([
    ["admin", ["nl-tax", "be-tax"]],
    ["reader", ["nl-tax", "be-tax"]],
    ["reader of nl", ["nl-tax", null]],
    ["none", [null, null]],
  ])("names an agency, its push and itself to a key that may see its figures: %s", async (key, agencies) => {
    const { items } = await revisions("FALLBACK_GAP", "", key);
    const [first, belgian] = items.map(({ cause }) => cause);
    expect([first?.agency, belgian?.agency]).toEqual(agencies);
    expect([first?.push_id === null, belgian?.push_id === null]).toEqual(agencies.map((agency) => agency === null));
    const parties = (await revisions("COVERAGE", "", key)).items.flatMap(({ cause }) => cause.parties ?? []);
    const seen = new Set(parties.filter(({ kind }) => kind === "agency").map(({ id }) => id));
    expect(seen).toEqual(new Set(agencies.filter((agency) => agency !== null)));
  });
});

test("pages go on under the vintage of the first one, and say together what one page says", async () => {
  const all = await revisions("WITHDRAWAL");
  const limit = isNightly ? 1 : 3;
  const first = await revisions("WITHDRAWAL", `&limit=${limit}`);
  await push("later", "nl-tax", "2026-06-20", ["safe", "more"]);
  await server.platform.modules.projector()?.drained();
  const items = [...first.items];
  for (let { next } = first; next !== null;) {
    const page = await revisions("WITHDRAWAL", `&limit=${limit}&next=${next}`);
    items.push(...page.items);
    next = page.next;
  }
  expect(items).toEqual(all.items);
  expect((await revisions("WITHDRAWAL")).items.length).toBe(items.length + 1);
  expect((await call(`/v1/revisions?code=EVAL_GAP&date=${date}&group=coalition&next=${first.next}`)).status).toBe(400);
});

test.each([
  ["none", "coalition", 200],
  ["none", "function:01", 200],
  ["none", "member:nl", 404],
  ["agency nl-tax", "agency:nl-tax", 403],
  ["officer of nl-tax", "agency:nl-tax", 200],
  ["officer of nl-tax", "agency:be-tax", 404],
  ["reader of nl", "agency:be-tax", 404],
  ["reader of nl", "member:nl", 200],
  ["admin", "agency:nobody", 404],
])("with PUBLIC_LEVEL coalition, key %s asking for %s is answered %i", async (key, group, status) => {
  expect((await call(`/v1/revisions?code=EVAL_GAP&date=${date}&group=${group}`, key)).status).toBe(status);
});

test.each([
  [`date=${date}&group=coalition`, "code"],
  [`code=EVIL_GAP&date=${date}&group=coalition`, "code"],
  [`code=EVAL_GAP&group=coalition`, "date"],
  [`code=EVAL_GAP&date=2026-02-30&group=coalition`, "date"],
  [`code=EVAL_GAP&date=${date}`, "group"],
  [`code=EVAL_GAP&date=${date}&group=coalition&known_at=now`, "known_at"],
  [`code=EVAL_GAP&date=${date}&group=coalition&limit=-1`, "limit"],
  [`code=EVAL_GAP&date=${date}&group=coalition&scenario=stop`, "scenario"],
  [`code=WITHDRAWAL&date=${date}&group=coalition&scenario=start`, "scenario"],
  [`code=COVERAGE&date=${date}&group=function:01`, "group"],
  [`code=EVAL_GAP&date=${date}&group=coalition&layer=compute`, "layer"],
])("?%s names the parameter that is wrong", async (query, parameter) => {
  const answer = await call(`/v1/revisions?${query}`);
  expect(answer.status).toBe(400);
  expect(answer.json<{ errors: { parameter: string }[] }>().errors.map((error) => error.parameter)).toEqual([
    parameter,
  ]);
});
