import { randomUUID } from "node:crypto";
import type { RegistryFile } from "#schema/parties.ts";
import type { Workload } from "#schema/workload.ts";
import type { Answer, Api } from "./api.ts";
import { type PushContent, type PushForm, pushRequest } from "./push-body.ts";

/** One member, one provider inside it and one outside, and the agencies. */
export function registryOf(agencies: readonly string[]): RegistryFile {
  return {
    members: [{ id: "NL", jurisdictions: ["NL"] }],
    agencies: agencies.map((id) => ({ id, member: "NL" })),
    providers: [
      { id: "inside", control: [{ jurisdiction: "NL" }] },
      { id: "outside", control: [{ jurisdiction: "US" }] },
    ],
  };
}

/** A critical workload in production that has nothing: yes to every gap. It gives no warning. */
export function aWorkload(id: string, change: Partial<Workload> = {}): Workload {
  return {
    id,
    name: `Workload ${id}`,
    function: "01.1",
    criticality: "critical",
    stage: "production",
    initiated_on: "2024-01-01",
    deployed_on: "2025-01-01",
    components: [],
    evaluations: [],
    fallbacks: [],
    alternatives: [],
    findings: [],
    ...change,
  };
}

/** What takes a workload out of FALLBACK_GAP. */
export const aFallback: NonNullable<Workload["fallbacks"]>[number] = {
  id: "f1",
  kind: "on-premises",
  jurisdiction: "NL",
  available_from: "2025-01-01",
  switchover_minutes: 60,
  capacity_share: 1,
  drills: [{ on: "2026-09-01", minutes: 30, succeeded: true }],
};

/** Gives the instant from which they are known. */
export async function registerAgencies(api: Api, agencies: readonly string[]): Promise<string> {
  const body = JSON.stringify(registryOf(agencies));
  const headers = { "content-type": "application/json" };
  return (await api.must<{ known_at: string }>("PUT", "/v1/admin/registry", { body, headers })).known_at;
}

export async function makeKey(api: Api, request: Record<string, unknown>): Promise<string> {
  const body = JSON.stringify(request);
  const headers = { "content-type": "application/json" };
  return (await api.must<{ token: string }>("POST", "/v1/admin/keys", { body, headers })).token;
}

export type Sending = PushForm & { push_id?: string; token?: string; query?: string; signal?: AbortSignal };

/** Sends one push; a new id unless one is given. */
export async function sendPush(
  api: Api,
  agency: string,
  content: PushContent | string,
  { push_id = randomUUID(), token, query = "", signal, ...form }: Sending = {},
): Promise<Answer> {
  const path = `/v1/agencies/${agency}/pushes/${push_id}${query}`;
  return api.call("PUT", path, { ...pushRequest(content, form), token, signal });
}

export type PushAnswer = { receipt: string; warnings: unknown[]; warnings_total: number; visible_by: string };
export type ReceiptPage = {
  items: { sequence: number; push_id: string; digest: string; receipt: string }[];
  next: string | null;
};

/** All items of a list that comes in pages. */
export async function allPages<Item>(api: Api, path: string, limit = 1000): Promise<Item[]> {
  const items: Item[] = [];
  for (let next: string | null = ""; next !== null;) {
    const cursor: string = next === "" ? "" : `&next=${encodeURIComponent(next)}`;
    const page: { items: Item[]; next: string | null } = await api.must("GET", `${path}?limit=${limit}${cursor}`);
    items.push(...page.items);
    next = page.next;
  }
  return items;
}

export async function verifierKeys(api: Api): Promise<string[]> {
  const { keys } = await api.must<{ keys: { verifier_key: string }[] }>("GET", "/v1/keys");
  return keys.map(({ verifier_key }) => verifier_key);
}
