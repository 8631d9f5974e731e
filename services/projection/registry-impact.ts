import type { Sql } from "#db/postgres.ts";
import { controlView, type RegistryState } from "#derivation/registry-state.ts";
import type { WorkloadName } from "./workload-statements.ts";

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

/** Workloads in one piece of the answer. */
const pieceSize = 5_000;

/** Workloads whose versions name any of those parties, in pieces. */
export async function* touchedByRegistry(
  sql: Sql,
  { jurisdictions, providers }: RegistryImpact,
): AsyncGenerator<WorkloadName[]> {
  if (jurisdictions.length === 0 && providers.length === 0) return;
  yield* sql<WorkloadName[]>`
    SELECT DISTINCT agency, workload FROM content
    WHERE providers && ${providers}::text[] OR jurisdictions && ${jurisdictions}::text[]
    ORDER BY agency, workload`.cursor(pieceSize);
}
