import type { Key } from "#http/authenticate.ts";
import { ProblemError } from "#http/problem.ts";

/** Whether a visitor may see an agency's workloads, debt and filings: its own officers, and administrators. */
export const maySeeWorkloads = (key: Key | undefined, agency: string): boolean =>
  key?.kind === "admin" || (key?.kind === "officer" && key.agency === agency);

/** Throws `not-found`, the same for an agency that does not exist. */
export function requireOfficer(key: Key | undefined, agency: string): Key {
  if (!key || !maySeeWorkloads(key, agency)) throw new ProblemError("not-found");
  return key;
}
