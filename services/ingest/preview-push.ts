import type { Sql } from "#db/postgres.ts";
import { compareWithHeld } from "#ledger/held-versions.ts";
import { findContents, type StoredContent } from "#ledger/store-contents.ts";
import type { Workload } from "#schema/workload.ts";
import { contentsOf } from "./accept-push.ts";
import type { ReadPush } from "./read-push.ts";
import type { RecordFinding } from "./validate-batch.ts";

/** What a push would change, for whoever computes the agency's figures with it. */
export interface PushPreview {
  agency: string;
  reference_date: string;
  complete: boolean;
  /** Workloads added or changed, as they would be; undefined for one that a complete push leaves out. */
  touched: ReadonlyMap<string, Workload | undefined>;
}

/** The agency's figures on the push's reference date, without and with it. */
export type PreviewFigures = (preview: PushPreview) => Promise<{ before: unknown; after: unknown }>;

export interface DryRunAnswer {
  dry_run: true;
  counts: { submitted: number; added: number; changed: number; unchanged: number; removed: number };
  figures: { before: unknown; after: unknown };
  warnings: RecordFinding[];
  warnings_total: number;
}

/** Does everything with a valid push but store it. */
export async function previewPush(
  { agency, push }: { agency: string; push: ReadPush },
  { sql, previewFigures }: { sql: Sql; previewFigures: PreviewFigures },
): Promise<DryRunAnswer> {
  const { reference_date, complete } = push.header;
  const listed = await versionsOf(sql, agency, push);
  const difference = await compareWithHeld(sql, {
    agency,
    reference_date,
    complete,
    sequence: Number.MAX_SAFE_INTEGER,
    listed,
  });
  const bodies = new Set([...difference.added, ...difference.changed]);
  const touched = new Map<string, Workload | undefined>(difference.removed.map((workload) => [workload, undefined]));
  push.ids.forEach((id, index) => {
    if (bodies.has(id)) touched.set(id, JSON.parse(push.texts.read(index).toString()) as Workload);
  });
  return {
    dry_run: true,
    counts: {
      submitted: push.ids.length,
      added: difference.added.length,
      changed: difference.changed.length,
      unchanged: difference.unchanged_count,
      removed: difference.removed.length,
    },
    figures: await previewFigures({ agency, reference_date, complete, touched }),
    warnings: push.warnings,
    warnings_total: push.warnings_total,
  };
}

const chunkRows = 5_000;

/** Stands for a content that is not stored; no stored one has it. */
const notStored = -1;

async function versionsOf(sql: Sql, agency: string, push: ReadPush): Promise<Map<string, number>> {
  const listed = new Map<string, number>();
  let chunk: StoredContent[] = [];
  const look = async (): Promise<void> => {
    const stored = await findContents(sql, agency, chunk);
    for (const { workload } of chunk) listed.set(workload, stored.get(workload) ?? notStored);
    chunk = [];
  };
  for (const content of contentsOf(push)) {
    chunk.push(content);
    if (chunk.length >= chunkRows) await look();
  }
  await look();
  return listed;
}
