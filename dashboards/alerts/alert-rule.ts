import type { Folder } from "../board.ts";

/** An alert as it is provisioned. It speaks when something changed, and is silent about what is already known. */
export interface AlertRule {
  /** `sw-alert-…`, at most 40 characters, never given to another rule. */
  uid: `sw-alert-${string}`;
  /** Also the name of its runbook: `docs/runbooks/<slug>.md`. */
  slug: string;
  title: string;
  folder: Folder;
  /** One number a row; its texts are the labels of an alert each. Without macros: an evaluation has no time range. */
  sql: string;
  /** Fires above it. */
  threshold: number;
  /** How long it must hold before it is told. */
  for: string;
  /** What a person reads, with `{{ $labels.… }}` and `{{ $values.B }}`. */
  summary: string;
  description: string;
  /** Where it is seen. */
  board: { uid: `sw-${Folder}-${string}`; panelId: number };
  severity: "warning" | "critical";
}
