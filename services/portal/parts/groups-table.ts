import { html } from "hono/html";
import type { DeploySpeed } from "#indicators/deploy-speed/deploy-speed-of.ts";
import { countOf, type GroupRow } from "../data/read-overview.ts";
import type { Visit } from "../visits/visit.ts";
import { dataTable } from "./data-table.ts";
import type { Html } from "./html.ts";
import { shareCell } from "./share-cell.ts";

const shares = ["UNPROTECTED", "ALTERNATIVE_GAP"] as const;

/** Groups side by side in the headlines, and how many of their agencies report. */
export function groupsTable(
  rows: readonly GroupRow[],
  visit: Visit,
  { caption, head, address }: { caption: string; head: string; address?: (id: string) => string },
): Html {
  const { words, formats, indicators } = visit;
  const hasCoverage = rows.some(({ figures }) => figures.COVERAGE !== undefined);
  const titled = (code: string): string => words.short[code] ?? indicators[code]?.title ?? code;
  return dataTable(visit, {
    caption,
    columns: [
      { head },
      ...shares.map((code) => ({ head: titled(code) })),
      { head: titled("DEPLOY_SPEED"), isNumber: true },
      ...(hasCoverage ? [{ head: titled("COVERAGE") }] : []),
      { head: words.scenario.workloads, isNumber: true },
    ],
    rows: rows.map(({ id, name, figures }) => [
      address ? html`<a href="${visit.link(address(id))}">${name}</a>` : name,
      ...shares.map((code) => shareCell(figures[code], visit)),
      medianOf(figures.DEPLOY_SPEED as DeploySpeed | undefined, visit),
      ...(hasCoverage ? [shareCell(figures.COVERAGE, visit)] : []),
      formats.count(countOf(figures, "UNPROTECTED")),
    ]),
  });
}

function medianOf(figure: DeploySpeed | undefined, { words, formats }: Visit): string {
  if (!figure || figure.n === 0) return words.share.no_data;
  return figure.median === null ? words.speed.unreached : words.speed.median(formats.count(figure.median));
}
