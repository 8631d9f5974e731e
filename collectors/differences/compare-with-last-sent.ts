import type { Filing } from "../checking/checked-file.ts";
import type { LastSent, Spool } from "../pushing/spool.ts";
import { compareFilings, type FilingDifference } from "./compare-filings.ts";

/** A filing beside the one that this machine sent last for the agency; undefined when it has sent none. */
export interface SinceLastSent {
  sent: LastSent["push"];
  difference: FilingDifference;
}

export async function compareWithLastSent(
  spool: Spool,
  filing: Pick<Filing, "workloads">,
): Promise<SinceLastSent | undefined> {
  const last = await spool.lastSent();
  return last && { sent: last.push, difference: compareFilings(last.workloads, filing.workloads) };
}
