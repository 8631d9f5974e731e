import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openedDate as date, openOpenedWorld, type OpenedList, type OpenedWorld } from "#test/support/opened-world.ts";
import { aWorkload } from "#test/support/world.ts";

let world: OpenedWorld;
beforeAll(async () => {
  world = await openOpenedWorld();
});
afterAll(() => world.close());

describe.each([
  ["/v1/figures/EVAL_GAP/workloads", "an opened figure"],
  ["/v1/debt", "the debt list"],
])("%s", (path, name) => {
  test.each([
    ["none", "", 401],
    ["agency", "", 403],
    ["grafana", "", 403],
    ["reader", "", 403],
    ["officer", "&group=agency:nl-tax", 200],
    ["officer", "&group=agency:be-tax", 404],
    ["officer", "&group=coalition", 404],
    ["officer", "&group=member:nl", 404],
    ["officer", "&group=function:01", 404],
    ["admin", "&group=agency:be-tax", 200],
    ["admin", "&group=agency:nobody", 404],
    ["admin", "&group=__proto__", 404],
  ])(
    `${name} is for those who may see workloads, whatever is public: key %s%s is answered %i`,
    async (key, query, status) => {
      expect((await world.ask(`${path}?date=${date}${query}`, key)).status).toBe(status);
    },
  );

  test(`${name} is by itself about the coalition for an administrator, and an officer's own agency`, async () => {
    const lists = await Promise.all(["admin", "officer"].map((key) => world.ask(`${path}?date=${date}`, key)));
    const [admin, officer] = lists.map((answer) => answer.json<OpenedList>()) as [OpenedList, OpenedList];
    expect([admin.group, officer.group]).toEqual(["coalition", "agency:nl-tax"]);
    expect(new Set(officer.items.map(({ agency }) => agency))).toEqual(new Set(["nl-tax"]));
    expect(new Set(admin.items.map(({ agency }) => agency))).toEqual(new Set(["be-tax", "nl-tax"]));
  });

  test.each([
    ["", "date"],
    ["date=2026-02-30", "date"],
    [`date=${date}&known_at=yesterday`, "known_at"],
    [`date=${date}&limit=0`, "limit"],
    [`date=${date}&limit=1001`, "limit"],
    [`date=${date}&limit=ten`, "limit"],
    [`date=${date}&group=coalition&group=member:nl`, "group"],
    [`date=${date}&grup=coalition`, "grup"],
  ])(`${name} names the parameter that is wrong in ?%s`, async (query, parameter) => {
    const answer = await world.ask(`${path}?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.json<{ errors: { parameter: string }[] }>().errors.map((error) => error.parameter)).toEqual([
      parameter,
    ]);
  });

  test(`${name} goes on under the vintage of its first page, and only with what it was begun with`, async () => {
    const query = `date=${date}&limit=1`;
    const first = (await world.ask(`${path}?${query}`)).json<OpenedList>();
    const before = (await world.ask(`${path}?date=${date}`)).json<OpenedList>();
    await world.push("be-tax", "2026-09-29", false, [aWorkload(`late-${path.length}`)]);
    const items = [...first.items];
    for (let { next } = first; next !== null;) {
      const page = (await world.ask(`${path}?${query}&next=${next}`)).json<OpenedList>();
      expect(page.known_at).toBe(first.known_at);
      items.push(...page.items);
      next = page.next;
    }
    expect(items).toEqual(before.items);
    expect((await world.ask(`${path}?date=${date}`)).json<OpenedList>().items.length).toBe(items.length + 1);
    for (const other of [
      `date=2026-09-29&limit=1`,
      `${query}&group=member:nl`,
      `${query}&known_at=2026-01-01T00:00:00Z`,
    ]) {
      const refused = await world.ask(`${path}?${other}&next=${first.next}`);
      expect([refused.status, refused.json<{ code: string }>().code]).toEqual([400, "invalid-cursor"]);
    }
    expect((await world.ask(`${path}?${query}&next=nonsense`)).status).toBe(400);
  });
});
