import type { Sql } from "#db/postgres.ts";
import { controlView, type RegistryState } from "#derivation/registry-state.ts";

/** Parties of the registry whose change can change facts of workloads. */
export interface RegistryImpact {
  /** Jurisdictions that became or ceased to be internal on some day. */
  jurisdictions: string[];
  /** Providers whose jurisdiction changed on some day, or lies in one of those. */
  providers: string[];
}

export function registryImpact(before: RegistryState, after: RegistryState): RegistryImpact {
  const [old, now] = [controlView(before), controlView(after)];
  const differs = (left: unknown, right: unknown): boolean =>
    JSON.stringify(left ?? []) !== JSON.stringify(right ?? []);
  const jurisdictions = [...new Set([...old.internal.keys(), ...now.internal.keys()])].filter((code) =>
    differs(old.internal.get(code), now.internal.get(code)),
  );
  const providers = [...new Set([...old.control.keys(), ...now.control.keys()])].filter((id) => {
    const entries = now.control.get(id) ?? [];
    return (
      differs(old.control.get(id), entries) || entries.some(({ jurisdiction }) => jurisdictions.includes(jurisdiction))
    );
  });
  return { jurisdictions, providers };
}

/** Workloads whose versions, up to an entry, name any of those parties; by agency. */
export async function touchedByRegistry(
  sql: Sql,
  { jurisdictions, providers }: RegistryImpact,
): Promise<Map<string, string[]>> {
  const touched = new Map<string, string[]>();
  if (jurisdictions.length === 0 && providers.length === 0) return touched;
  const rows = await sql<{ agency: string; workload: string }[]>`
    SELECT DISTINCT agency, workload FROM content
    WHERE providers && ${providers}::text[] OR jurisdictions && ${jurisdictions}::text[] ORDER BY agency, workload`;
  for (const { agency, workload } of rows) {
    const workloads = touched.get(agency);
    if (workloads) workloads.push(workload);
    else touched.set(agency, [workload]);
  }
  return touched;
}
