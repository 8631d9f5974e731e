import type { Filing } from "../checking/checked-file.ts";
import { type TableLook, textTable } from "../text-table.ts";

/** What would be filed for agencies that a push would first register: counted here, because the server does not know them yet. */
export function unregisteredTable(
  filings: readonly (Filing & { agency: string })[],
  member: string,
  look: TableLook,
): string {
  if (filings.length === 0) return "";
  const rows = filings.map(({ agency, agencyName, records, standings }) => [
    agency,
    agencyName ?? "",
    records,
    standings["critical-in-production"] + standings.critical,
    standings["not-assessed"],
  ]);
  return (
    `${filings.length === 1 ? "This agency" : "These agencies"} would first be registered under ${member}; the server can only then say how figures would move:\n` +
    textTable([["agency", "name", "added", "critical", "not assessed"], ...rows], look)
  );
}
