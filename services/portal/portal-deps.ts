import type { ApiDocument } from "#http/api/api-document.ts";
import type { Key } from "#http/authenticate.ts";
import type { ReadingRules } from "#schema/reading-words.ts";
import type { ReadDeps } from "#read/read-access.ts";
import type { SeriesSources } from "#read/series/series-of.ts";
import type { KeptAnswers } from "./data/kept-answers.ts";

/** A filing, as far as its officers look at it. */
export interface Filing {
  push_id: string;
  reference_date: string;
  complete: boolean;
  received_at: string;
  counts: { submitted: number; added: number; changed: number; removed: number };
  warnings_total: number;
  warning_counts: Record<string, number>;
  source_warnings: Record<string, number>;
}

export interface PortalDeps extends ReadDeps {
  /** The key with a public id, unless it is expired or revoked: a session ends with its key. */
  keyWithId: (publicId: string) => Promise<Key | undefined>;
  /** Filings of an agency, the newest first. */
  filingsOf: (
    agency: string,
    page: { limit: number; cursor: string | undefined },
  ) => Promise<{ items: Filing[]; next: string | null }>;
  /** What codes of `source_warnings` mean. */
  readingRules: ReadingRules;
  /** What the server answers to programs. */
  description: () => ApiDocument;
  /** Signs sessions. */
  sessionSecret: string;
  /** What every page says of the data. */
  dataLabel: "none" | "synthetic";
  /** Milliseconds since 1970. */
  now: () => number;
}

export interface Portal extends PortalDeps {
  sources: SeriesSources;
  kept: KeptAnswers;
}
