import { html } from "hono/html";
import { catalogue } from "#indicators/catalogue.ts";
import type { Share } from "#indicators/share.ts";
import type { GroupView } from "../data/read-group.ts";
import type { Visit } from "../visits/visit.ts";
import { dataTable } from "./data-table.ts";
import type { Html } from "./html.ts";
import { shareCell } from "./share-cell.ts";
import { emptyReason, unreportedOf } from "./share-words.ts";

/** Every share of a group with its bounds, over how many, and how it moved. `opened` is a link to what it counted. */
export function sharesTable({ figures, earlier }: GroupView, visit: Visit, opened?: (code: string) => Html | ""): Html {
  const { words, formats, indicators, link } = visit;
  const rows = catalogue
    .filter(({ code, form }) => form === "share" && figures[code] !== undefined)
    .map(({ code }) => {
      const share = figures[code] as Share;
      const before = (earlier[code] as Share | undefined)?.value ?? null;
      const change =
        share.value === null || before === null ? "–" : `${formats.points(share.value - before)} ${words.share.points}`;
      return [
        html`<a href="${link(`/indicators/${code}`)}">${indicators[code]?.title ?? code}</a>
          <span class="code">${code}</span>${code === "COVERAGE" ? "" : (opened?.(code) ?? "")}`,
        shareCell(share, visit, emptyReason(code, visit)),
        formats.count(unreportedOf(share)),
        formats.count(share.n),
        change,
      ];
    });
  return html`${dataTable(visit, {
    caption: words.overview.shares,
    columns: [
      { head: words.indicator.name },
      { head: words.share.value },
      { head: words.share.unreported, isNumber: true },
      { head: words.share.n, isNumber: true },
      { head: words.share.change, isNumber: true },
    ],
    rows,
  })}${shareLegend(visit)}`;
}

/** What is solid and what is hatched in the bars of shares. */
export function shareLegend({ words }: Pick<Visit, "words">): Html {
  return html`<ul class="legend" aria-hidden="true">
    <li>
      <svg viewBox="0 0 14 12"><rect class="certain" width="14" height="12" /></svg>${words.share.certain}
    </li>
    <li>
      <svg viewBox="0 0 14 12">
        <rect class="uncertain" width="14" height="12" />
        <line class="hatch" x1="1" y1="12" x2="4" y2="0" />
        <line class="hatch" x1="5" y1="12" x2="8" y2="0" />
        <line class="hatch" x1="9" y1="12" x2="12" y2="0" /></svg
      >${words.share.uncertain}
    </li>
  </ul>`;
}
