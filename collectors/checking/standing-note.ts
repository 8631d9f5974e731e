import { groupedDigits } from "../text-table.ts";
import type { CheckedFile } from "./checked-file.ts";
import { noStandings, type StandingCounts, standings } from "./standing.ts";

/** Codes of the figures that count critical workloads in production and nothing else. */
export const figuresOfCriticalWorkloads = [
  "EVAL_GAP",
  "FALLBACK_GAP",
  "UNPROTECTED",
  "ANY_GAP",
  "ALTERNATIVE_GAP",
  "TENANCY",
  "PAPER_FALLBACK",
  "RELIABILITY_DEBT",
  "WITHDRAWAL",
  "CONCENTRATION",
] as const;

/** From this share of workloads that nobody has assessed, figures about the others say little. */
const mostUnassessed = 0.9;

/**
 * Why figures made from a file will be empty, and what to do; nothing when they will not, when the file has errors to mend
 * first, and when it lists only some of the workloads, which cannot tell.
 */
export function standingNote({
  filings,
  complete,
  errors,
}: Pick<CheckedFile, "filings" | "complete"> & { errors: { length: number } }): string {
  const counts = noStandings();
  for (const filing of filings) for (const each of standings) counts[each] += filing.standings[each];
  const total = standings.reduce((sum, each) => sum + counts[each], 0);
  return !complete || errors.length > 0 || total === 0 ? "" : noteOf(counts, total);
}

/** The same of a mapping that calls no workload critical, whatever the file holds. */
export const noteOfMapping = (): string => noteText("By this mapping no workload is critical.", noFigure, assess);

const noFigure = 'will be "no data"';
const assess =
  "Say which workloads are critical: by a column of the file, or by an overlay with the columns id and criticality (docs/mapping.md#overlay).";

function noteOf(counts: StandingCounts, total: number): string {
  const { critical, "critical-in-production": counted, "not-assessed": unassessed } = counts;
  const all = `of the ${groupedDigits(total)} ${total === 1 ? "workload" : "workloads"}`;
  const open = unassessed === 0 ? "" : `; ${groupedDigits(unassessed)} ${are(unassessed)} not assessed`;
  if (critical + counted === 0) return noteText(`None ${all} is critical${open}.`, noFigure, assess);
  if (counted === 0)
    return noteText(
      `None ${all} is both critical and in production; ${groupedDigits(critical)} ${are(critical)} critical in another stage${open}.`,
      noFigure,
      "Where one of these is in use, its stage is production.",
    );
  if (unassessed < mostUnassessed * total) return "";
  return noteText(
    `Only ${groupedDigits(counted)} ${all} ${are(counted)} critical and in production${open}.`,
    `will be about ${counted === 1 ? "that one" : "those"} only`,
    assess,
  );
}

const are = (count: number): string => (count === 1 ? "is" : "are");

const noteText = (what: string, consequence: string, remedy: string): string =>
  `${what}\n  These figures count critical workloads in production only, and ${consequence}: ${figuresOfCriticalWorkloads.join(", ")}.\n  ${remedy}\n`;
