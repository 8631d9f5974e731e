import { html } from "hono/html";
import { dataTable } from "../parts/data-table.ts";
import type { Html } from "../parts/html.ts";
import type { Page } from "../parts/page.ts";
import type { Filing, Portal } from "../portal-deps.ts";
import type { Visit } from "../visits/visit.ts";
import { requireOfficer } from "./officer-access.ts";
import { hasRulePage } from "./rule-page.ts";

const pageSize = 50;

/** What an agency filed and what was warned about, for its officers. */
export async function pushesPage(portal: Portal, visit: Visit, agency: string): Promise<Page> {
  const { words, formats, query, link } = visit;
  requireOfficer(visit.key, agency);
  const { items, next } = await portal.filingsOf(agency, { limit: pageSize, cursor: query.get("next") || undefined });
  const table = dataTable(visit, {
    caption: words.officer.pushes,
    columns: [
      { head: words.officer.reference_date },
      { head: words.officer.received_head },
      { head: words.officer.scope },
      { head: words.officer.records, isNumber: true },
      { head: words.officer.changes, isNumber: true },
      { head: words.officer.warnings },
    ],
    rows: items.map((filing) => [
      formats.date(filing.reference_date),
      html`${formats.instant(filing.received_at)} <span class="bounds"><code>${filing.push_id}</code></span>`,
      filing.complete ? words.officer.complete : words.officer.partial,
      formats.count(filing.counts.submitted),
      [filing.counts.added, filing.counts.changed, filing.counts.removed].map(formats.count).join(" · "),
      warnings(portal, filing, visit),
    ]),
  });
  return {
    title: words.officer.pushes,
    part: "agency",
    body: html`<p class="kicker"><a href="${link(`/agencies/${agency}`)}">${agency}</a></p>
      <h1>${words.officer.pushes}</h1>
      ${items.length > 0 ? table : html`<p class="empty">${words.officer.none_pushes}</p>`}
      ${next === null ? "" : html`<p><a href="${link(`/agencies/${agency}/pushes`, { next })}">${words.officer.next}</a></p>`}`,
  };
}

function warnings(
  portal: Portal,
  { warning_counts, source_warnings }: Filing,
  { words, formats, link }: Visit,
): Html | string {
  const all = [...Object.entries(warning_counts), ...Object.entries(source_warnings)];
  if (all.length === 0) return words.officer.no_warnings;
  return html`<ul class="facts">
    ${all.map(([code, count]) => html`<li>${hasRulePage(portal, code) ? ruleLink(code, link) : html`<code>${code}</code>`} ${formats.count(count)}</li>`)}
  </ul>`;
}

const ruleLink = (code: string, link: Visit["link"]): Html =>
  html`<a href="${link(`/rules/${code}`)}"><code>${code}</code></a>`;
