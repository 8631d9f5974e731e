import { z } from "@hono/zod-openapi";
import type { Sql } from "#db/postgres.ts";
import type { Group } from "../groups.ts";
import type { Revision } from "./list-revisions.ts";
import type { RegistryEntry } from "./registry-history.ts";

/** The entry of the ledger that made a figure another. Of what the key may not see nothing is named. */
export const RevisionCause = z
  .union([
    z.object({
      kind: z.literal("push"),
      sequence: z.int(),
      agency: z.string().nullable(),
      push_id: z.string().nullable(),
      reference_date: z.string(),
    }),
    z.object({
      kind: z.literal("registry"),
      sequence: z.int(),
      parties: z.array(z.object({ kind: z.enum(["member", "agency", "provider", "scenario"]), id: z.string() })),
    }),
  ])
  .meta({ id: "RevisionCause" });
export type RevisionCause = z.infer<typeof RevisionCause>;

export type ExplainedRevision = Omit<Revision, "sequence" | "registry"> & { cause: RevisionCause };

interface PushRow {
  sequence: number;
  agency: string;
  push_id: string;
  reference_date: string;
}

/** Revisions with their causes. `maySee` says whether the figures of a group are the key's to see. */
export async function explainRevisions(
  sql: Sql,
  revisions: readonly Revision[],
  maySee: (group: Group) => boolean,
): Promise<ExplainedRevision[]> {
  const sequences = revisions.filter(({ registry }) => !registry).map(({ sequence }) => sequence);
  const rows = await sql<PushRow[]>`
    SELECT sequence, agency, push_id, reference_date FROM push WHERE sequence = ANY(${sequences}::bigint[])`;
  const pushes = new Map(rows.map((row) => [row.sequence, row]));
  return revisions.map(({ sequence, known_at, old, new: now, registry }) => {
    const cause = registry ? ofRegistry(registry, maySee) : ofPush(pushes.get(sequence), maySee);
    if (!cause) throw new Error(`ledger entry ${sequence} has no push`);
    return { known_at, old, new: now, cause };
  });
}

function ofPush(push: PushRow | undefined, maySee: (group: Group) => boolean): RevisionCause | undefined {
  if (!push) return undefined;
  const { agency, push_id, ...rest } = push;
  const isSeen = maySee({ kind: "agency", id: agency });
  return { kind: "push", ...rest, agency: isSeen ? agency : null, push_id: isSeen ? push_id : null };
}

function ofRegistry({ sequence, parties }: RegistryEntry, maySee: (group: Group) => boolean): RevisionCause {
  const seen = parties.filter(({ kind, id }) => (kind === "member" || kind === "agency" ? maySee({ kind, id }) : true));
  return { kind: "registry", sequence, parties: seen.map(({ kind, id }) => ({ kind, id })) };
}
