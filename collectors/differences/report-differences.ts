import { groupedDigits } from "../text-table.ts";
import type { Named } from "./compare-filings.ts";
import type { SinceLastSent } from "./compare-with-last-sent.ts";
import type { FieldChange } from "./field-changes.ts";

/** Of each kind; the counts say how many there are. */
const mostShown = 20;

/** What a filing adds, changes and leaves out beside the one sent last, for a person who knows the workloads. */
export function differenceLines(
  since: SinceLastSent | undefined,
  about: { agency: string; folder: string; complete: boolean },
): string {
  if (!since)
    return `There is nothing to compare with: this machine has sent no push for ${about.agency} to this server (${about.folder}/sent is empty).\n`;
  const { sent, difference } = since;
  const { added, changed, removed, unchanged } = difference;
  const isWhole = about.complete && sent.complete;
  const counts = `${groupedDigits(added.length)} added, ${groupedDigits(changed.length)} changed, ${groupedDigits(unchanged)} unchanged`;
  return [
    `Against the push for ${sent.reference_date} that this machine sent last (${sent.push_id}, ${sent.created_at.slice(0, 10)}): ` +
      `${counts}, ${groupedDigits(removed.length)} ${isWhole ? "removed" : "not listed"}.\n`,
    section("Added", added.map(nameLine)),
    section(
      "Changed",
      changed.map((workload) => nameLine(workload) + workload.fields.map(fieldLine).join("")),
    ),
    section(isWhole ? "Removed: taken to be gone from then on" : notListed(about.complete), removed.map(nameLine)),
  ].join("");
}

const notListed = (isComplete: boolean): string =>
  isComplete
    ? "Not listed: the last push was incomplete and may have been about these only"
    : "Not listed: they stay as they were, because this push is incomplete";

/** The workloads that a refused push would take away, and what to do. */
export function shrinkLines(since: SinceLastSent | undefined): string[] {
  if (!since) return ["Which workloads would go cannot be listed, because this machine did not send the push before."];
  const { removed } = since.difference;
  if (removed.length === 0)
    return [
      `Nothing of the push that this machine sent last (${since.sent.push_id}) is missing: another machine has sent more since.`,
    ];
  const title = `${groupedDigits(removed.length)} of the workloads sent last would be gone`;
  return section(title, removed.map(nameLine)).trimEnd().split("\n");
}

function section(title: string, entries: readonly string[]): string {
  if (entries.length === 0) return "";
  const more = entries.length > mostShown ? `  ... and ${groupedDigits(entries.length - mostShown)} more\n` : "";
  return `${title}:\n${entries.slice(0, mostShown).join("")}${more}`;
}

const nameLine = ({ id, name }: Named): string => `  ${id}  ${name}\n`;
const fieldLine = ({ field, before, after }: FieldChange): string =>
  `      ${field}: ${said(field, before)} -> ${said(field, after)}\n`;

/** A value as it reads in a line; silence and "none" are two answers. */
function said(field: string, value: unknown): string {
  if (value === undefined) return field.endsWith("]") ? "not listed" : "not reported";
  if (Array.isArray(value) && value.length === 0) return "none";
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
