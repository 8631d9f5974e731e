/** What was looked at, and how it is. `skipped` is what cannot matter here, with the reason. */
export interface Finding {
  check: string;
  state: "ok" | "warning" | "failed" | "skipped";
  found: string;
  /** What to do; empty where nothing is to be done. */
  remedy: string;
}

export const ok = (check: string, found: string): Finding => ({ check, state: "ok", found, remedy: "" });
export const skipped = (check: string, found: string): Finding => ({ check, state: "skipped", found, remedy: "" });
export const warning = (check: string, found: string, remedy: string): Finding => ({
  check,
  state: "warning",
  found,
  remedy,
});
export const failed = (check: string, found: string, remedy: string): Finding => ({
  check,
  state: "failed",
  found,
  remedy,
});

/** Why something failed, in the words of the system. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  const { code } = cause as NodeJS.ErrnoException;
  return code === undefined || cause.message.includes(code) ? cause.message : `${cause.message} (${code})`.trim();
}
