import type { Workload } from "#schema/workload.ts";
import type { Answer } from "./api.ts";
import { openTestPlatform, type TestPlatform } from "./test-platform.ts";
import { aFallback, aWorkload, makeKey, sendPush } from "./world.ts";

/** The day that is asked about. */
export const openedDate = "2026-09-30";
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
    { id: "inside", control: [{ jurisdiction: "NL" }] },
    { id: "outside", control: [{ jurisdiction: "US" }] },
  ],
  scenarios: { stop: { providers: ["outside"], jurisdictions: [], notice_minutes: 60 } },
};
const evaluation = {
  id: "e1",
  status: "completed",
  independence: "independent",
  outcome: "passed",
  completed_on: "2026-02-01",
} as const;
const finding = { kind: "audit", severity: "high", opened_on: "2026-05-01", corrected_on: null } as const;

/** An item of `GET /v1/figures/{code}/workloads`. */
export interface Opened {
  agency: string;
  workload?: string;
  outcome?: string;
  facts: Record<string, unknown>;
  push: { push_id: string; reference_date: string; received_at: string; sequence: number } | null;
}

export interface OpenedList<Item = Opened> {
  known_at: string;
  group: string;
  items: Item[];
  next: string | null;
}

export interface OpenedWorld extends TestPlatform {
  /** Ids of the three pushes. */
  pushes: { june: string; august: string; belgian: string };
  /** With the key of a kind; agency and officer are those of `nl-tax`. */
  ask(path: string, kind?: string): Promise<Answer>;
  /** What an administrator is answered; throws when it is refused. */
  list<Item = Opened>(path: string): Promise<OpenedList<Item>>;
  /** Gives the push's id once the figures have it. */
  push(agency: string, reference_date: string, complete: boolean, workloads: Workload[]): Promise<string>;
}

/**
 * Three agencies of two members, of which one never pushed. `nl-tax` files `a`, which has nothing, `b`, of which evaluations are
 * not reported, and `c`, which lacks nothing but the correction of two findings; then `b` alone again. `be-tax` files an `a`.
 */
export async function openOpenedWorld(): Promise<OpenedWorld> {
  const server = await openTestPlatform({ PUBLIC_LEVEL: "member" });
  const { api } = server;
  const push: OpenedWorld["push"] = async (agency, reference_date, complete, workloads) => {
    const push_id = crypto.randomUUID();
    const answer = await sendPush(api, agency, { reference_date, complete, workloads }, { push_id });
    if (answer.status !== 201) throw new Error(answer.text);
    await server.platform.modules.projector()?.drained();
    return push_id;
  };

  const body = JSON.stringify(registry);
  await api.must("PUT", "/v1/admin/registry", { body, headers: { "content-type": "application/json" } });
  const june = await push("nl-tax", "2026-06-30", true, [
    aWorkload("a"),
    aWorkload("b", { evaluations: null }),
    aWorkload("c", {
      evaluations: [evaluation],
      fallbacks: [aFallback],
      regulated: true,
      findings: [
        // The first three are not owed on the day, though they are due on the same day as those that are, or on the day.
        { ...finding, id: "corrected", due_on: "2026-09-20", corrected_on: openedDate },
        { ...finding, id: "opened later", due_on: "2026-09-20", opened_on: "2026-10-01" },
        { ...finding, id: "in time", due_on: openedDate },
        { ...finding, id: "f1", due_on: "2026-09-20" },
        { ...finding, id: "f2", due_on: "2026-09-20", severity: "low" },
      ],
    }),
  ]);
  const august = await push("nl-tax", "2026-08-31", false, [
    aWorkload("b", {
      evaluations: null,
      components: [
        { layer: "model", provider: "inside", weights: "open" },
        { layer: "compute", provider: "outside" },
        { layer: "compute", provider: "inside" },
      ],
      fallbacks: [{ ...aFallback, provider: "outside", jurisdiction: null }],
    }),
  ]);
  const belgian = await push("be-tax", "2026-06-01", true, [aWorkload("a", { function: null })]);

  const tokens = new Map([["none", ""]]);
  for (const kind of ["reader", "grafana"]) tokens.set(kind, await makeKey(api, { kind }));
  for (const kind of ["agency", "officer"]) tokens.set(kind, await makeKey(api, { kind, agency: "nl-tax" }));
  return {
    ...server,
    pushes: { june, august, belgian },
    push,
    ask: (path, kind = "admin") => api.call("GET", path, { token: tokens.get(kind) }),
    list: (path) => api.must("GET", path),
  };
}
