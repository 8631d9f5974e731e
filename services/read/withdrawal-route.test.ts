import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ClassCounts } from "#indicators/withdrawal/withdrawal-classes.ts";
import type { Workload } from "#schema/workload.ts";
import type { Answer } from "#test/support/api.ts";
import { openTestPlatform, type TestPlatform } from "#test/support/test-platform.ts";
import { aWorkload, makeKey, sendPush } from "#test/support/world.ts";

const isNightly = process.env.NIGHTLY === "1";
const date = "2026-09-30";
const scenario = { providers: ["cloud", "unheard-of"], jurisdictions: ["CN"], notice_minutes: 60 };
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
  providers: [
    { id: "cloud", control: [{ jurisdiction: "US" }] },
    { id: "home", control: [{ jurisdiction: "NL" }] },
  ],
  scenarios: { what: scenario },
};

const uses = (...providers: string[]): Partial<Workload> => ({
  components: providers.map((provider) => ({ layer: "compute", provider })),
});
const fallback = (
  provider: string | null,
  switchover_minutes: number | null,
  drilled?: number,
): NonNullable<Workload["fallbacks"]>[number] => ({
  id: `${provider} ${switchover_minutes} ${drilled}`,
  kind: "on-premises",
  provider,
  switchover_minutes,
  capacity_share: 1,
  drills: drilled === undefined ? [] : [{ on: "2026-09-01", minutes: drilled, succeeded: true }],
});

/** One workload of each class under the scenario, by its class. */
const workloads = [
  aWorkload("unaffected", uses("home")),
  aWorkload("continues_tested", {
    ...uses("cloud"),
    fallbacks: [fallback("home", 10), fallback("home", 500, 50), fallback("home", null, 40), fallback("cloud", 1, 1)],
  }),
  aWorkload("continues_untested", {
    ...uses("cloud", "home"),
    fallbacks: [fallback("home", 60), fallback("home", 5, 70)],
  }),
  aWorkload("interrupted", { ...uses("unheard-of"), fallbacks: [fallback("home", 300), fallback("home", 10, 200)] }),
  aWorkload("dark", { ...uses("cloud"), fallbacks: [fallback("cloud", 1)] }),
  aWorkload("unknown", { ...uses("cloud"), fallbacks: [fallback(null, 1)] }),
];

let server: TestPlatform;
const keys: Record<string, string> = { nobody: "" };

beforeAll(async () => {
  server = await openTestPlatform();
  const { api } = server;
  const headers = { "content-type": "application/json" };
  await api.must("PUT", "/v1/admin/registry", { body: JSON.stringify(registry), headers });
  const filings: [string, Workload[]][] = [
    ["nl-tax", workloads],
    ["be-tax", [aWorkload("dark", { ...uses("cloud"), function: "02.1" })]],
  ];
  for (const [agency, listed] of filings) {
    const push = await sendPush(api, agency, { reference_date: "2026-06-30", complete: true, workloads: listed });
    if (push.status !== 201) throw new Error(push.text);
  }
  await server.platform.modules.projector()?.drained();
  keys.reader = await makeKey(api, { kind: "reader" });
  keys["reader of be"] = await makeKey(api, { kind: "reader", member: "be" });
  keys["officer of nl-tax"] = await makeKey(api, { kind: "officer", agency: "nl-tax" });
  keys["agency nl-tax"] = await makeKey(api, { kind: "agency", agency: "nl-tax" });
});
afterAll(() => server.close());

const asked = "&providers=cloud&providers=unheard-of&jurisdictions=CN&notice_minutes=60";
const ask = (query: string, key = "admin"): Promise<Answer> =>
  server.api.call("GET", `/v1/withdrawal${query}`, key === "admin" ? {} : { token: keys[key]! });

type Counts = { known_at: string; unregistered_providers: string[]; classes: Record<string, ClassCounts> };
type Item = {
  agency: string;
  workload: string;
  class: keyof ClassCounts;
  hit_by: string[];
  carried_by: { tested_minutes: number | null; declared_minutes: number | null } | null;
  push: { reference_date: string };
};
type Page = { items: Item[]; next: string | null; unregistered_providers: string[]; group: string };

const one = { unaffected: 1, continues_tested: 1, continues_untested: 1, interrupted: 1, dark: 1, unknown: 1 };
const none = { unaffected: 0, continues_tested: 0, continues_untested: 0, interrupted: 0, dark: 0, unknown: 0 };

describe("the counts of a scenario", () => {
  test("are those that the registry's scenario of the same content has in figures, for every group", async () => {
    const answer = (await ask(`?date=${date}${asked}`)).json<Counts>();
    expect(answer).toMatchObject({ date, methodology: 1, scenario });
    expect(answer.classes).toMatchObject({ "agency:nl-tax": one, "agency:nl-court": none, "function:01": one });
    expect(answer.classes.coalition).toEqual({ ...one, dark: 2 });
    const { figures } = await server.api.must<{ figures: Record<string, { WITHDRAWAL: object }> }>(
      "GET",
      `/v1/figures?date=${date}&code=WITHDRAWAL&known_at=${answer.known_at}`,
    );
    const ofFigures = Object.entries(figures).map(([group, { WITHDRAWAL }]) => [group, WITHDRAWAL]);
    expect(Object.entries(answer.classes).map(([group, what]) => [group, { what }])).toEqual(ofFigures);
  });

  test("say which providers the registry does not have", async () => {
    const { unregistered_providers } = (await ask(`?date=${date}${asked}`)).json<Counts>();
    expect(unregistered_providers).toEqual(["unheard-of"]);
    expect(
      (await ask(`?date=${date}&jurisdictions=US&notice_minutes=0`)).json<Counts>().unregistered_providers,
    ).toEqual([]);
  });

  test("are of the instant asked for, with the registry of then", async () => {
    const before = (await ask(`?date=${date}${asked}&known_at=2001-01-01T00:00:00Z`)).json<Counts>();
    expect(before).toMatchObject({ known_at: "2001-01-01T00:00:00.000Z", classes: { coalition: none } });
    expect(before.unregistered_providers).toEqual(["cloud", "unheard-of"]);
  });

  test.each<[string, string[] | number]>([
    ["nobody", 401],
    ["agency nl-tax", 403],
    ["reader of be", ["coalition", "member:be", "agency:be-tax", "function:01", "function:02"]],
    ["officer of nl-tax", ["agency:nl-tax"]],
  ])("key of %s sees the groups whose figures it may see", async (key, seen) => {
    const answer = await ask(`?date=${date}${asked}`, key);
    expect(answer.status === 200 ? Object.keys(answer.json<Counts>().classes) : answer.status).toEqual(seen);
    if (key === "officer of nl-tax") expect((await ask(`?date=${date}${asked}&group=coalition`, key)).status).toBe(404);
  });
});

describe("the workloads of a scenario", () => {
  test("come in pages, each once, with what hits it, the fallback that carries it, and the push that says so", async () => {
    const items: Item[] = [];
    for (let next: string | null = ""; next !== null;) {
      const cursor = next === "" ? "" : `&next=${encodeURIComponent(next)}`;
      const page: Page = (await ask(`?date=${date}${asked}&workloads=true&limit=2${cursor}`)).json();
      expect(page).toMatchObject({ group: "coalition", unregistered_providers: ["unheard-of"] });
      items.push(...page.items);
      next = page.next;
    }
    expect(items.map((item) => `${item.agency} ${item.workload} ${item.class}`)).toEqual(
      ["be-tax dark dark", ...workloads.map(({ id }) => `nl-tax ${id} ${id}`)].sort(),
    );
    const found = Object.fromEntries(items.slice(1).map((item) => [item.class, item]));
    expect(found.unaffected).toMatchObject({ hit: "no", hit_by: [], carried_by: null });
    expect(found.continues_tested?.carried_by).toMatchObject({ tested_minutes: 40, withdrawn: "no" });
    expect(found.continues_untested?.carried_by).toMatchObject({ tested_minutes: null, declared_minutes: 60 });
    expect(found.interrupted).toMatchObject({ hit_by: ["provider:unheard-of"], carried_by: { tested_minutes: 200 } });
    expect(found.dark).toMatchObject({ hit: "yes", fallbacks: [{ withdrawn: "yes" }], carried_by: null });
    expect(found.unknown).toMatchObject({ fallbacks: [{ withdrawn: "unknown" }], carried_by: null });
    expect(items.every(({ push }) => push.reference_date === "2026-06-30")).toBe(true);
  });

  test("are those of one class when it is named, as many as are counted", async () => {
    const { items } = (await ask(`?date=${date}${asked}&workloads=true&class=dark`)).json<Page>();
    expect(items.map(({ agency, workload }) => `${agency} ${workload}`)).toEqual(["be-tax dark", "nl-tax dark"]);
  });

  test("are for administrators, and for officers of their own agency", async () => {
    const query = `?date=${date}${asked}&workloads=true`;
    const own = (await ask(query, "officer of nl-tax")).json<Page>();
    expect(own.group).toBe("agency:nl-tax");
    expect(own.items).toHaveLength(workloads.length);
    const refused = [
      await ask(`${query}&group=agency:be-tax`, "officer of nl-tax"),
      await ask(`${query}&group=coalition`, "officer of nl-tax"),
      await ask(query, "reader"),
      await ask(query, "nobody"),
    ];
    expect(refused.map(({ status }) => status)).toEqual([404, 404, 403, 401]);
  });

  test("cannot be continued with a cursor of another scenario", async () => {
    const { next } = (await ask(`?date=${date}${asked}&workloads=true&limit=1`)).json<Page>();
    const other = `?date=${date}&providers=cloud&notice_minutes=60&workloads=true&limit=1&next=${encodeURIComponent(next!)}`;
    expect((await ask(other)).json()).toMatchObject({ status: 400, code: "invalid-cursor" });
  });
});

test.each([
  ["?providers=cloud&notice_minutes=0", "date"],
  ["?date=2026-02-29&providers=cloud&notice_minutes=0", "date"],
  ["?date=2026-09-30&notice_minutes=0", "providers"],
  ["?date=2026-09-30&providers=&notice_minutes=0", "providers"],
  ["?date=2026-09-30&providers=cloud&providers=%27%20OR%201=1&notice_minutes=0", "providers"],
  ["?date=2026-09-30&jurisdictions=us&notice_minutes=0", "jurisdictions"],
  ["?date=2026-09-30&jurisdictions=ZZ&notice_minutes=0", "jurisdictions"],
  ["?date=2026-09-30&providers=cloud", "notice_minutes"],
  ["?date=2026-09-30&providers=cloud&notice_minutes=", "notice_minutes"],
  ["?date=2026-09-30&providers=cloud&notice_minutes=-1", "notice_minutes"],
  ["?date=2026-09-30&providers=cloud&notice_minutes=1.5", "notice_minutes"],
  ["?date=2026-09-30&providers=cloud&notice_minutes=1e3", "notice_minutes"],
  ["?date=2026-09-30&providers=cloud&notice_minutes=9007199254740992", "notice_minutes"],
  ["?date=2026-09-30&providers=cloud&notice_minutes=0&notice_minutes=1", "notice_minutes"],
  ["?date=2026-09-30&providers=cloud&notice_minutes=0&known_at=now", "known_at"],
  ["?date=2026-09-30&providers=cloud&notice_minutes=0&provider=cloud", "provider"],
  ["?date=2026-09-30&providers=cloud&notice_minutes=0&class=dark", "class"],
  ["?date=2026-09-30&providers=cloud&notice_minutes=0&limit=5", "limit"],
  ["?date=2026-09-30&providers=cloud&notice_minutes=0&next=abc", "next"],
  ["?date=2026-09-30&providers=cloud&notice_minutes=0&workloads=yes", "workloads"],
  ["?date=2026-09-30&providers=cloud&notice_minutes=0&workloads=true&class=bright", "class"],
  ["?date=2026-09-30&providers=cloud&notice_minutes=0&workloads=true&limit=0", "limit"],
  ["?date=2026-09-30&providers=cloud&notice_minutes=0&workloads=true&limit=1001", "limit"],
  ["?date=2026-09-30&providers=cloud&notice_minutes=0&workloads=true&group=coalition&group=member:nl", "group"],
  ["/aggregates?name=provider:cloud&notice_minutes=0", "date"],
  ["/aggregates?date=2026-09-30&notice_minutes=0", "name"],
  ["/aggregates?date=2026-09-30&name=cloud&notice_minutes=0", "name"],
  ["/aggregates?date=2026-09-30&name=provider:&notice_minutes=0", "name"],
  ["/aggregates?date=2026-09-30&name=jurisdiction:US%27&notice_minutes=0", "name"],
  ["/aggregates?date=2026-09-30&name=provider:cloud&notice_minutes=60", "notice_minutes"],
  ["/aggregates?date=2026-09-30&name=provider:cloud", "notice_minutes"],
])("%s names the parameter that is wrong", async (query, parameter) => {
  const answer = await ask(query);
  expect(answer.status).toBe(400);
  expect(answer.json<{ errors: { parameter: string }[] }>().errors.map((error) => error.parameter)).toEqual([
    parameter,
  ]);
});

test("the longest notice that there is counts, and a group that does not exist is not found", async () => {
  const longest = await ask(`?date=${date}&providers=cloud&notice_minutes=${Number.MAX_SAFE_INTEGER}&group=coalition`);
  expect(longest.json<Counts>().classes.coalition).toMatchObject({ continues_tested: 2, interrupted: 0 });
  expect((await ask(`?date=${date}${asked}&group=member:xx`)).status).toBe(404);
});

describe("what is precomputed", () => {
  const precomputed = (query: string, key?: string): Promise<Answer> => ask(`/aggregates?date=${date}${query}`, key);

  /** Waits until it goes as far as the figures do. */
  async function settled(): Promise<Counts> {
    const { known_at } = (await ask(`?date=${date}${asked}&group=coalition`)).json<Counts>();
    for (const deadline = performance.now() + 20_000; performance.now() < deadline; await delay(50)) {
      const answer = await precomputed("&name=provider:cloud&notice_minutes=90");
      if (answer.status === 200 && answer.json<Counts>().known_at === known_at) return answer.json();
      expect([200, 503]).toContain(answer.status);
    }
    throw new Error("withdrawals are not precomputed");
  }

  const names = [
    "provider:cloud",
    "provider:unheard-of",
    "provider:nobody-uses-it",
    "jurisdiction:US",
    "jurisdiction:NL",
  ];
  const notices = [0, 90, 1440, 10_080, 43_200];
  /** By day two for each name, or one: each notice is asked about two names or one. */
  const noticesOf = (name: string): number[] =>
    notices.filter((_, place) => isNightly || (place + names.indexOf(name)) % 3 === 0);

  test.each(names)("equals the same question of the facts, by group, for every notice: %s", async (name) => {
    const { known_at } = await settled();
    const [kind, id] = name.split(":");
    for (const notice of noticesOf(name)) {
      const answer = (await precomputed(`&name=${name}&notice_minutes=${notice}`)).json<Counts>();
      const same = await ask(`?date=${date}&${kind}s=${id}&notice_minutes=${notice}&known_at=${known_at}`);
      expect(answer).toEqual({
        date,
        known_at,
        methodology: 1,
        name,
        notice_minutes: notice,
        is_registered: !["unheard-of", "nobody-uses-it"].includes(id!),
        classes: same.json<Counts>().classes,
      });
    }
  });

  test("follows a push, a rebuild, and a restart in between", async () => {
    const before = await settled();
    const push = await sendPush(server.api, "nl-court", {
      reference_date: "2026-09-30",
      complete: true,
      workloads: [aWorkload("dark", uses("cloud"))],
    });
    expect(push.status).toBe(201);
    await server.platform.modules.projector()?.drained();
    await server.restart();
    const after = await settled();
    expect(after.known_at > before.known_at).toBe(true);
    expect(after.classes["agency:nl-court"]).toEqual({ ...none, dark: 1 });
    await server.api.must("POST", "/v1/admin/rebuild");
    expect(await settled()).toEqual(after);
  });

  test("shows a key the groups that it may see", async () => {
    await settled();
    const query = "&name=provider:cloud&notice_minutes=0";
    const seen = (await precomputed(query, "reader of be")).json<Counts>().classes;
    expect(Object.keys(seen)).toEqual(["coalition", "member:be", "agency:be-tax", "function:01", "function:02"]);
    const refused = [
      await precomputed(`${query}&group=member:nl`, "reader of be"),
      await precomputed(`${query}&group=member:xx`),
      await precomputed(query, "agency nl-tax"),
      await precomputed(query, "nobody"),
    ];
    expect(refused.map(({ status }) => status)).toEqual([404, 404, 403, 401]);
  });
});
