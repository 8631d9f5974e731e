import type { Sql } from "#db/postgres.ts";
import { compareWithHeld } from "#ledger/held-versions.ts";
import { type Contents, findContents, type Versions } from "#ledger/store-contents.ts";
import type { Workload } from "#schema/workload.ts";
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
  const { contents } = push.records;
  const difference = await compareWithHeld(sql, {
    agency,
    reference_date,
    complete,
    sequence: Number.MAX_SAFE_INTEGER,
    listed: listedVersions(contents, await findContents(sql, agency, contents)),
  });
  const touched = await bodiesOf(contents, new Set([...difference.added, ...difference.changed]));
  for (const workload of difference.removed) touched.set(workload, undefined);
  return {
    dry_run: true,
    counts: {
      submitted: push.records.count,
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

/** 0 stands for a content that is not stored; no stored one has it. */
function listedVersions(contents: Contents, versions: Versions): Map<string, number> {
  const listed = new Map<string, number>();
  for (const chunk of contents.chunks()) {
    for (let index = 0; index < chunk.count; index += 1) listed.set(chunk.workload(index), versions[listed.size] ?? 0);
  }
  return listed;
}

async function bodiesOf(contents: Contents, wanted: ReadonlySet<string>): Promise<Map<string, Workload | undefined>> {
  const bodies = new Map<string, Workload | undefined>();
  for (const chunk of contents.chunks()) {
    const indices = Uint32Array.from({ length: chunk.count }, (_, index) => index).filter((index) =>
      wanted.has(chunk.workload(index)),
    );
    if (indices.length === 0) continue;
    const values: string[] = [];
    await chunk.read(indices, values);
    const texts = values[1]?.split("\n") ?? [];
    for (const [place, index] of indices.entries())
      bodies.set(chunk.workload(index), JSON.parse(texts[place] ?? "") as Workload);
  }
  return bodies;
}
