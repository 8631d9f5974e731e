import type { Sql } from "#db/postgres.ts";
import { controlView, type RegistryState } from "#derivation/registry-state.ts";
import { chunkWorkloads, type WorkloadChunk } from "./derive-chunk.ts";

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
  // No provider is ever taken away. One that was not recorded again is the same object, most of thousands.
  const providers = Array.from(after.providers).filter(([id, provider]) => {
    const entries = now.control.get(id) ?? [];
    return (
      (before.providers.get(id) !== provider && differs(old.control.get(id), entries)) ||
      entries.some(({ jurisdiction }) => jurisdictions.includes(jurisdiction))
    );
  });
  return { jurisdictions, providers: providers.map(([id]) => id) };
}

/** Chunks that are fetched at once: the names of a few thousand workloads. */
const fetchedChunks = 20;

/**
 * Workloads with versions that name any of those parties and can be critical and operate, on which alone facts that ask the
 * registry are derived (services/derivation/fact-intervals.ts). Bodies are canonical JSON, so that what a version says of itself
 * is found as text; a longer text that has it too is one workload too many. The index of
 * migrations/postgres/0014-content-parties.sql has the same words.
 */
export async function* touchedByRegistry(
  sql: Sql,
  { jurisdictions, providers }: RegistryImpact,
): AsyncGenerator<WorkloadChunk> {
  if (jurisdictions.length === 0 && providers.length === 0) return;
  const fetched = sql<WorkloadChunk[]>`
    WITH touched AS (
      SELECT DISTINCT agency, workload FROM content
      WHERE (providers && ${providers}::text[] OR jurisdictions && ${jurisdictions}::text[])
        AND body LIKE '%"criticality":"critical"%' AND body LIKE '%"stage":"production"%'
    ), placed AS (
      SELECT agency, workload, (row_number() OVER (ORDER BY agency, workload) - 1) / ${chunkWorkloads}::int AS place FROM touched
    )
    SELECT string_agg(agency, ' ' ORDER BY agency, workload) AS agencies,
      string_agg(workload, ' ' ORDER BY agency, workload) AS workloads, count(*) AS count
    FROM placed GROUP BY place`.cursor(fetchedChunks);
  for await (const chunks of fetched) yield* chunks;
}
