import { catalogue } from "#indicators/catalogue.ts";
import { createProjection, type LedgerEntry } from "#projection/project-entries.ts";
import { type Figures, figuresOn } from "#read/figures.ts";
import { openReading } from "#read/reading.ts";
import type { CaseFile } from "./case-file.ts";
import { type CaseStores, emptyStores } from "./empty-stores.ts";
import { loadCase } from "./load-case.ts";

/** Every figure of one query: an entry of what a case's `expected` holds. */
export interface CaseAnswer {
  /** Both as they were asked. */
  date: string;
  known_at: string;
  figures: Figures;
}

/** Called between steps with how far it is; may throw to stop. */
export type OnStep = (done: number, total: number, words: string) => void;

/** Entries of the ledger in one batch of the projector. */
const batchEntries = 200;

/** Fills both stores with a case and nothing else, through the ledger and the projector, and answers its queries in order. */
export async function answerCase(
  stores: CaseStores,
  world: CaseFile,
  onStep: OnStep = () => {},
): Promise<CaseAnswer[]> {
  await fillWithCase(stores, world, onStep);
  return await answerQueries(stores, world, onStep);
}

/** The stores as they would be had the case happened. */
export async function fillWithCase(stores: CaseStores, world: CaseFile, onStep: OnStep = () => {}): Promise<void> {
  const { sql } = stores;
  await emptyStores(stores);
  await loadCase(sql, world, { onEntry: (done, total) => onStep(done, total, "entries loaded") });
  const entries = await sql<LedgerEntry[]>`SELECT sequence, kind, received_at FROM ledger_entry ORDER BY sequence`;
  const projection = createProjection(stores);
  for (let at = 0; at < entries.length; at += batchEntries) {
    onStep(at, entries.length, "entries projected");
    await projection.project(entries.slice(at, at + batchEntries));
  }
}

async function answerQueries({ clickhouse }: CaseStores, { queries }: CaseFile, onStep: OnStep): Promise<CaseAnswer[]> {
  const reading = openReading(clickhouse);
  const answers: CaseAnswer[] = [];
  for (const { date, known_at } of queries) {
    onStep(answers.length, queries.length, "queries answered");
    const figures = await reading.under(known_at, (standpoint) =>
      figuresOn(clickhouse, standpoint, { date, indicators: catalogue }),
    );
    answers.push({ date, known_at, figures });
  }
  return answers;
}
