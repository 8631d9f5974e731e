import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Share } from "#indicators/share.ts";
import { filedOn, openPortalWorld, type PortalWorld, type Visiting } from "#test/support/portal/portal-world.ts";

let world: PortalWorld;
beforeAll(async () => {
  world = await openPortalWorld();
});
afterAll(() => world.close());

const statusOf = async (path: string, visiting?: Visiting) => (await world.visit(path, visiting)).status;

describe("who may see a page", () => {
  const paths = [
    "/",
    "/members",
    "/members/nl",
    "/members/be",
    "/agencies/nl-tax",
    "/agencies/nl-tax/debt",
    "/agencies/nl-tax/workloads/EVAL_GAP",
    "/agencies/nl-tax/pushes",
    "/withdrawal",
    "/revisions",
    "/data",
    "/data/figures.csv",
  ];
  test.each([
    ["nobody, nothing public", {}, [303, 303, 404, 404, 404, 404, 404, 404, 303, 303, 303, 303]],
    [
      "nobody, the coalition public",
      { level: "coalition" },
      [200, 200, 404, 404, 404, 404, 404, 404, 200, 200, 200, 200],
    ],
    ["nobody, members public", { level: "member" }, [200, 200, 200, 200, 404, 404, 404, 404, 200, 200, 200, 200]],
    ["a reader", { as: "reader" }, [200, 200, 200, 200, 200, 404, 404, 404, 200, 200, 200, 200]],
    ["a member's reader", { as: "reader of nl" }, [200, 200, 200, 404, 200, 404, 404, 404, 200, 200, 200, 200]],
    ["an agency's officer", { as: "officer of nl-tax" }, [303, 200, 404, 404, 200, 200, 200, 200, 200, 200, 200, 200]],
    ["an administrator", { as: "admin" }, [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200]],
  ] as const)("%s", async (_, options, expected) => {
    const found: number[] = [];
    for (const path of paths) found.push(await statusOf(path, options));
    expect(Object.fromEntries(paths.map((path, at) => [path, found[at]]))).toEqual(
      Object.fromEntries(paths.map((path, at) => [path, expected[at]])),
    );
  });

  test("what may not be seen and what does not exist get the same page", async () => {
    for (const as of ["", "reader of nl"]) {
      const [hidden, missing] = [await world.visit("/members/be", { as }), await world.visit("/members/xx", { as })];
      expect([hidden.status, missing.status]).toEqual([404, 404]);
      expect(hidden.text.replaceAll("/members/be", "").replaceAll("%2Fmembers%2Fbe", "")).toBe(
        missing.text.replaceAll("/members/xx", "").replaceAll("%2Fmembers%2Fxx", ""),
      );
    }
    expect(await statusOf("/agencies/be-tax", { as: "officer of nl-tax" })).toBe(404);
    for (const list of ["debt", "pushes", "workloads/EVAL_GAP"])
      expect(await statusOf(`/agencies/be-tax/${list}`, { as: "officer of nl-tax" })).toBe(404);
  });

  test("definitions are open to everybody, figures in them are not", async () => {
    const { status, text } = await world.visit("/indicators/EVAL_GAP");
    expect(status).toBe(200);
    expect(text).toContain("2 - evaluated");
    expect(text).not.toContain('class="big"');
    expect((await world.visit("/indicators/EVAL_GAP", { as: "reader" })).text).toContain('class="big"');
  });
});

describe("what a page says", () => {
  test("the figures of the API, as known at the same instant", async () => {
    const { figures, known_at } = await world.api.must<{
      known_at: string;
      figures: Record<string, Record<string, Share>>;
    }>("GET", `/v1/figures?date=${filedOn}`);
    const file = await world.visit(`/data/figures.json?date=${filedOn}`, { as: "admin" });
    expect(JSON.parse(file.text)).toMatchObject({ known_at, figures });
    const { lower, upper } = figures.coalition!.UNPROTECTED!;
    const { text } = await world.visit(`/?date=${filedOn}`, { as: "admin" });
    const percent = (share: number) => `${(share * 100).toFixed(1)}%`;
    expect([lower, upper]).toEqual([0.5, 1]);
    expect(text).toContain(`Between ${percent(lower!)} and ${percent(upper!)}`);
    expect(text).toContain("2 not reported");
  });

  test("names are text, wherever they stand", async () => {
    for (const [path, as] of [
      ["/", "admin"],
      ["/members", "admin"],
      ["/members/nl", "admin"],
      ["/agencies/nl-tax", "admin"],
      ["/agencies/nl-tax/workloads/EVAL_GAP", "admin"],
      ["/agencies/nl-tax/debt", "admin"],
      ["/indicators/EVAL_GAP", "admin"],
      ["/withdrawal?providers=outside&notice_minutes=1", "admin"],
      ["/revisions", "admin"],
    ] as const) {
      const { text, status } = await world.visit(`${path}${path.includes("?") ? "&" : "?"}date=${filedOn}`, { as });
      expect([path, status, /<script|<b>/.exec(text)]).toEqual([path, 200, null]);
    }
    expect((await world.visit("/members/nl", { as: "admin" })).text).toContain("&lt;script&gt;");
    expect((await world.visit(`/agencies/nl-tax/debt?date=${filedOn}`, { as: "admin" })).text).toContain(
      "&lt;script&gt;",
    );
  });

  test("a formula in a name stays text in a file", async () => {
    const { text } = await world.visit(`/data/figures.csv?date=${filedOn}`, { as: "admin" });
    expect(text).toContain(`,member:be,'=HYPERLINK(1),COVERAGE,value,1\r\n`);
    expect(text).not.toContain(",=");
  });

  test("the date and the instant may be chosen; what is not a date is refused with a page", async () => {
    const before = await world.visit(`/?date=${filedOn}&known_at=2020-01-01T00:00`, { as: "admin" });
    expect(before.text).toContain("Nothing has been reported yet");
    expect(await statusOf("/?date=2026-02-30", { as: "admin" })).toBe(400);
    expect(await statusOf("/?known_at=yesterday", { as: "admin" })).toBe(400);
  });

  test("a withdrawal is worked out as by the API, and a form filled in wrong says why", async () => {
    const { classes } = await world.api.must<{ classes: Record<string, Record<string, number>> }>(
      "GET",
      `/v1/withdrawal?date=${filedOn}&providers=outside&notice_minutes=90`,
    );
    const { dark, interrupted } = classes.coalition!;
    const { text } = await world.visit(`/withdrawal?date=${filedOn}&provider=outside&notice_minutes=90`, {
      as: "admin",
    });
    expect(dark).toBeGreaterThan(0);
    expect(text).toContain(`${dark! + interrupted!} of 4 would be interrupted or go dark`);
    const wrong = await world.visit("/withdrawal?providers=%3Cb%3E&jurisdictions=XQ&notice_minutes=-1", {
      as: "admin",
    });
    expect(wrong.status).toBe(400);
    for (const said of [
      "&quot;&lt;b&gt;&quot; is not an id",
      "&quot;XQ&quot; is not a country code",
      "whole number of minutes",
    ])
      expect(wrong.text).toContain(said);
  });

  test("an officer sees the workloads that a figure counted", async () => {
    const { items } = await world.api.must<{ items: { workload: string; outcome: string }[] }>(
      "GET",
      `/v1/figures/UNPROTECTED/workloads?date=${filedOn}&group=agency:nl-tax`,
    );
    expect(items.map(({ outcome }) => outcome)).toEqual(["yes", "unknown"]);
    const { text } = await world.visit(`/agencies/nl-tax/workloads/UNPROTECTED?date=${filedOn}&outcome=unknown`, {
      as: "officer of nl-tax",
    });
    expect([...text.matchAll(/<code>([ab])<\/code>/g)].map(([, id]) => id)).toEqual(["b"]);
  });

  test("the browser's language, or the one that was chosen; never a way to another host", async () => {
    expect((await world.visit("/sign-in", { language: "fr" })).text).toContain('<html lang="fr">');
    const chosen = await world.ask("/language/fr?back=%2Fsign-in");
    expect([chosen.status, chosen.headers.get("location")]).toEqual([303, "/sign-in"]);
    const cookie = (chosen.headers.get("set-cookie") ?? "").split(";")[0]!;
    expect(await (await world.ask("/sign-in", { headers: { cookie } })).text()).toContain('<html lang="fr">');
    for (const back of [
      "https://attacker.example",
      "//attacker.example",
      "/\\attacker.example",
      "/\tx//attacker.example\n",
    ])
      expect((await world.ask(`/language/fr?back=${encodeURIComponent(back)}`)).headers.get("location")).toMatch(
        /^\/(?![/\\])/,
      );
  });

  test("synthetic data is called so on every page, failures too", async () => {
    for (const path of ["/", "/members/nl", "/indicators", "/withdrawal", "/sign-in", "/members/none"])
      expect([path, (await world.visit(path, { level: "member" })).text.includes("Synthetic data.")]).toEqual([
        path,
        true,
      ]);
    expect((await world.visit("/", { as: "admin" })).text).not.toContain("Synthetic data.");
  });

  test("nothing runs in a page, nothing is loaded from elsewhere, nothing is kept by a cache", async () => {
    const { headers, text } = await world.visit("/", { as: "admin" });
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("referrer-policy")).toBe("same-origin");
    expect(text).not.toMatch(/<script|https?:\/\/|style="|onclick/);
    const sheet = /href="(\/portal\/style-\w+\.css)"/.exec(text)?.[1] ?? "";
    const style = await world.ask(sheet);
    expect([style.status, style.headers.get("content-type")]).toEqual([200, "text/css; charset=utf-8"]);
  });
});

test("a misspelt address is a page in a browser, and a problem for a program", async () => {
  const [page, problem, api] = await Promise.all([
    world.ask("/member/nl", { headers: { accept: "text/html,*/*" } }),
    world.ask("/member/nl", { headers: { accept: "application/json" } }),
    world.ask("/v1/none", { headers: { accept: "text/html,*/*" } }),
  ]);
  expect([page.status, page.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
  for (const { status, headers } of [problem, api])
    expect([status, headers.get("content-type")]).toEqual([404, "application/problem+json"]);
  expect((await world.ask("/sign-out", { headers: { accept: "text/html" } })).status).toBe(405);
});

test("while a store is away: the last figures with since when; a page that says so where there are none", async () => {
  const path = "/?date=2026-10-01";
  const before = await world.visit(path, { level: "coalition" });
  world.setAway(true);
  try {
    const kept = await world.visit(path, { level: "coalition" });
    expect(kept.status).toBe(200);
    expect(kept.text).toMatch(/The store has not answered since \d+ \w+ 20\d\d, \d\d:\d\d:\d\d UTC\./);
    const figures = (text: string) => [...text.matchAll(/class="big">([^<]*)</g)].map(([, figure]) => figure);
    expect(figures(kept.text)).toEqual(figures(before.text));
    expect(figures(before.text)).toHaveLength(3);
    const nothing = await world.visit("/?date=2026-10-02", { level: "coalition" });
    expect([nothing.status, nothing.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(nothing.text).toMatch(/has not answered since \d+ \w+ 20/);
  } finally {
    world.setAway(false);
  }
  expect((await world.visit(path, { level: "coalition" })).text).not.toContain("has not answered");
});

test("a figure of nothing says why it is empty, in both languages, and no debt of nobody is shown as 0 days", async () => {
  const path = "/agencies/nl-tax?date=2001-01-01";
  const english = (await world.visit(path, { as: "admin" })).text;
  expect(english).toContain("No critical workload in production is reported on this date.");
  expect(english).toContain("No critical workload in production with a fallback is reported on this date.");
  expect(english).not.toContain("Testing: never evaluated</td>");
  expect((await world.visit(path, { as: "admin", language: "fr" })).text).toContain(
    "Aucune application critique en service n’est déclarée à cette date.",
  );
});
