import { html, raw } from "hono/html";
import { debtItemKinds, DebtPlace } from "#read/debt-items.ts";
import { listDebt } from "#read/list-debt.ts";
import { pageUnder } from "#read/list-page.ts";
import { openGroup } from "#read/open-scope.ts";
import { workloadNames } from "../data/workload-names.ts";
import { asofForm } from "../parts/asof-form.ts";
import { dataTable } from "../parts/data-table.ts";
import type { Page } from "../parts/page.ts";
import type { Portal } from "../portal-deps.ts";
import type { Visit } from "../visits/visit.ts";
import { requireOfficer } from "./officer-access.ts";

const pageSize = 100;

/** Every open item of an agency's reliability debt, for its officers. */
export async function debtPage(portal: Portal, visit: Visit, agency: string): Promise<Page> {
  const { words, terms, formats, query, date, link } = visit;
  const key = requireOfficer(visit.key, agency);
  await portal.whenVerified();
  const kind = debtItemKinds.find((each) => each === query.get("kind"));
  const kinds = kind ? [kind] : debtItemKinds;
  const name = `agency:${agency}`;
  let names = new Map<string, string>();
  const { known_at, items, next } = await pageUnder(
    portal.reading,
    {
      scope: ["portal debt", date, name, kinds],
      known_at: visit.known_at,
      next: query.get("next") || undefined,
      position: DebtPlace,
    },
    async (standpoint, after) => {
      const listed = await listDebt(
        { clickhouse: portal.reading.clickhouse, sql: portal.sql },
        standpoint,
        { date, group: openGroup(name, key, standpoint.registry), kinds, limit: pageSize },
        after,
      );
      names = await workloadNames(portal.sql, listed.items, { date, sequence: standpoint.vintage.sequence });
      return listed;
    },
  );
  const address = `/agencies/${agency}/debt`;
  const table = dataTable(visit, {
    caption: words.officer.debt,
    columns: [
      { head: words.officer.workload },
      { head: words.officer.kind },
      { head: words.officer.age, isNumber: true },
      { head: words.officer.since },
      { head: words.officer.finding },
      { head: words.officer.due },
      { head: words.officer.stated },
    ],
    rows: items.map((item) => [
      html`${names.get(item.workload) ?? ""} <span class="bounds"><code>${item.workload}</code></span>`,
      words.debt.kinds[item.kind],
      formats.count(item.age_days),
      formats.shortDate(item.opened_on),
      item.finding === null
        ? "–"
        : html`<code>${item.finding}</code>
            ${item.severity === null ? "" : html`<span class="bounds">${terms.severities[item.severity]}</span>`}`,
      item.due_on === null ? "–" : formats.shortDate(item.due_on),
      formats.shortDate(item.push.reference_date),
    ]),
  });
  return {
    title: words.officer.debt,
    part: "agency",
    body: html`<p class="kicker"><a href="${link(`/agencies/${agency}`)}">${agency}</a></p>
      <h1>${words.officer.debt}</h1>
      <p class="lead">${words.debt.lead}</p>
      ${asofForm(visit, known_at, { kind })}
      <form class="choices" method="get" action="${address}">
        ${query.get("date") ? html`<input type="hidden" name="date" value="${date}" />` : ""}${query.get("known_at") ? html`<input type="hidden" name="known_at" value="${query.get("known_at")}" />` : ""}
        <label
          >${words.officer.kind}<select name="kind">
            <option value="">${words.officer.all}</option>
            ${debtItemKinds.map((each) => html`<option value="${each}" ${each === kind ? raw("selected") : ""}>${words.debt.kinds[each]}</option>`)}
          </select></label
        >
        <button>${words.officer.filter}</button>
      </form>
      ${items.length > 0 ? table : html`<p class="empty">${words.officer.none_debt}</p>`}
      ${next === null ? "" : html`<p><a href="${link(address, { kind, next })}">${words.officer.next}</a></p>`}`,
  };
}
