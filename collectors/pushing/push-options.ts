import type { CheckOptions } from "../checking/check-options.ts";

export interface PushOptions extends Omit<CheckOptions, "output"> {
  output?: "text" | "json";
  /** Base address, such as `https://sparewheel.example`. */
  server: string;
  key: string;
  /** Push every agency of the file; those that the registry lacks are registered under `member`. Needs an admin key. */
  allAgencies?: boolean;
  member?: string;
  /** The server checks and counts, and stores nothing. */
  dryRun?: boolean;
  /** A person has confirmed that the inventory is much smaller than the last one. */
  confirmShrink?: boolean;
  /** Stop trying so long after the start; without it a push is tried for ever. */
  giveUpAfterMs?: number;
}
