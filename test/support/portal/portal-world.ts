import { createRootApp } from "#http/root-app.ts";
import { ProblemError } from "#http/problem.ts";
import type { PortalDeps } from "#portal/portal-deps.ts";
import { readingRules } from "#collectors/checking/reading-rules.ts";
import { portalRoutes } from "#portal/portal-routes.ts";
import { openReading } from "#read/reading.ts";
import type { Api } from "#test/support/api.ts";
import { openTestPlatform } from "#test/support/test-platform.ts";
import { aWorkload, makeKey, sendPush } from "#test/support/world.ts";

/** Everything is filed for this day. */
export const filedOn = "2026-09-30";
const hostile = `<script>alert("name")</script>`;

/** One that was warned about by a rule, and by whoever read the agency's file. */
const filing = {
  push_id: "0199b5c2-7a40-7c31-8f5e-2d6a91e4b703",
  reference_date: filedOn,
  complete: true,
  received_at: "2026-10-01T08:00:00.000Z",
  counts: { submitted: 2, added: 2, changed: 0, removed: 0 },
  warnings_total: 1,
  warning_counts: { "list-not-reported": 1 },
  source_warnings: { "date-approximate": 3 },
};

const registry = {
  members: [
    { id: "nl", name: hostile, jurisdictions: ["NL"] },
    { id: "be", name: "=HYPERLINK(1)", jurisdictions: ["BE"] },
  ],
  agencies: [
    { id: "nl-tax", name: "Tax <b>office</b>", member: "nl" },
    { id: "nl-court", member: "nl" },
    { id: "be-tax", member: "be" },
  ],
  providers: [{ id: "outside", control: [{ jurisdiction: "US" }] }],
  scenarios: { "outside-stops": { providers: ["outside"], jurisdictions: [], notice_minutes: 90 } },
};

const site = "http://portal.test";
export const formHeaders = { "content-type": "application/x-www-form-urlencoded", origin: site, host: "portal.test" };

export interface Visiting {
  /** Name of whoever is signed in. */
  as?: string;
  /** PUBLIC_LEVEL. */
  level?: PortalDeps["publicLevel"];
  language?: string;
}

export interface PortalWorld {
  api: Api;
  /** By name; more may be added. */
  cookies: Record<string, string>;
  ask(path: string, init?: RequestInit, level?: PortalDeps["publicLevel"]): Promise<Response>;
  visit(path: string, visiting?: Visiting): Promise<{ status: number; text: string; headers: Headers }>;
  signIn(key: string, headers?: Record<string, string>): Promise<Response>;
  /** Moves the portal's clock. */
  passMinutes(minutes: number): void;
  /** Whether a store is away. */
  setAway(isAway: boolean): void;
  close(): Promise<void>;
}

/** Two members, names that are code, a filing of two agencies, the portal at every PUBLIC_LEVEL, and somebody of each kind signed in. */
export async function openPortalWorld(): Promise<PortalWorld> {
  const server = await openTestPlatform();
  const { api, platform } = server;
  const headers = { "content-type": "application/json" };
  await api.must("PUT", "/v1/admin/registry", { body: JSON.stringify(registry), headers });
  for (const agency of ["nl-tax", "be-tax"]) {
    const components = [{ layer: "model" as const, provider: "outside" }];
    const workloads = [aWorkload("a", { name: hostile }), aWorkload("b", { evaluations: null, components })];
    const { status, text } = await sendPush(api, agency, { reference_date: filedOn, complete: true, workloads });
    if (status !== 201) throw new Error(text);
  }
  await platform.modules.projector()?.drained();

  let away = false;
  let passedMs = 0;
  const deps = {
    ...platform.deps,
    reading: openReading(platform.deps.clickhouse),
    whenVerified: async () => {
      if (away) throw new ProblemError("store-unavailable");
    },
    readingRules,
    filingsOf: async (): ReturnType<PortalDeps["filingsOf"]> => ({ items: [filing], next: null }),
    sessionSecret: "a secret of the test",
    now: () => platform.deps.now() + passedMs,
  };
  const appAt = (publicLevel: PortalDeps["publicLevel"]) => {
    const app = createRootApp({ log: platform.deps.log, isHostAllowed: () => true, isAccepting: () => true });
    app.route("/", portalRoutes({ ...deps, publicLevel, dataLabel: publicLevel === "member" ? "synthetic" : "none" }));
    return app;
  };
  const apps = { none: appAt("none"), coalition: appAt("coalition"), member: appAt("member") };

  const cookies: Record<string, string> = {};
  const world: PortalWorld = {
    api,
    cookies,
    ask: async (path, init = {}, level = "none") => await apps[level].request(site + path, init),
    async visit(path, { as = "", level = "none", language = "en" } = {}) {
      const response = await world.ask(
        path,
        { headers: { cookie: cookies[as] ?? "", "accept-language": language } },
        level,
      );
      return { status: response.status, text: await response.text(), headers: response.headers };
    },
    async signIn(key, given = formHeaders) {
      const body = new URLSearchParams({ key }).toString();
      return await world.ask("/sign-in", {
        method: "POST",
        body,
        headers: { ...given, "content-length": String(body.length) },
      });
    },
    passMinutes: (minutes) => void (passedMs += minutes * 60_000),
    setAway: (isAway) => void (away = isAway),
    close: () => server.close(),
  };
  for (const [name, request] of Object.entries({
    admin: { kind: "admin" },
    reader: { kind: "reader" },
    "reader of nl": { kind: "reader", member: "nl" },
    "officer of nl-tax": { kind: "officer", agency: "nl-tax" },
  }))
    cookies[name] = cookieOf(await world.signIn(await makeKey(api, request)));
  return world;
}

/** What a browser sends back. */
export const cookieOf = (response: Response): string => (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
