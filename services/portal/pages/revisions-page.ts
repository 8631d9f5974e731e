import { html, raw } from "hono/html";
import { ProblemError } from "#http/problem.ts";
import { catalogue } from "#indicators/catalogue.ts";
import type { Indicator } from "#indicators/indicator.ts";
import type { Share } from "#indicators/share.ts";
import type { Figure } from "#read/group-totals.ts";
import type { ExplainedRevision } from "#read/revisions/revision-causes.ts";
import { monthsBefore } from "../data/months-before.ts";
import { readRevisions } from "../data/read-revisions.ts";
import { dataTable } from "../parts/data-table.ts";
import { figureText } from "../parts/figure-text.ts";
import { groupChoice } from "../parts/group-choice.ts";
import type { Html } from "../parts/html.ts";
import { boundsOf } from "../parts/share-words.ts";
import type { Page } from "../parts/page.ts";
import type { Portal } from "../portal-deps.ts";
import type { Visit } from "../visits/visit.ts";

const usualCode = "UNPROTECTED";
/** A figure of today has had no time to be revised. */
const usualMonthsBack = 6;

/** How the figure of one date changed with what became known later, and why. */
export async function revisionsPage(portal: Portal, visit: Visit): Promise<Page> {
  const { words, indicators, query, formats, link } = visit;
  const code = query.get("code") || usualCode;
  const indicator = catalogue.find((each) => each.code === code);
  if (!indicator) throw new ProblemError("not-found");
  const date = query.get("date") || monthsBefore(visit.date, usualMonthsBack);
  const [asked, after] = [query.get("group") || undefined, query.get("after") || undefined];
  const data = await visit.ask(["revisions", code, asked, date, after], (standpoint) =>
    readRevisions(portal, { ...visit, date }, standpoint, { indicator, asked, after }),
  );
  const { group, choices, items, next, known_at } = data;
  return {
    title: words.revisions.title,
    part: "revisions",
    body: html`<h1>${words.revisions.title}</h1>
      <p class="lead">${words.revisions.lead}</p>
      <p class="stands">${words.asof.stands(formats.date(date), formats.instant(known_at))}</p>
      <form class="choices" method="get" action="/revisions">
        <label
          >${words.revisions.code}<select name="code">
            ${catalogue.map((each) => html`<option value="${each.code}" ${each.code === code ? raw("selected") : ""}>${indicators[each.code]?.title ?? each.code}</option>`)}
          </select></label
        >
        ${groupChoice(choices, group, visit)}
        <label>${words.revisions.date}<input type="date" name="date" value="${date}" required /></label>
        ${query.get("known_at") ? html`<input type="hidden" name="known_at" value="${query.get("known_at")}" />` : ""}
        <button>${words.revisions.show}</button>
      </form>
      ${items.length > 0 ? table(indicator, { group, date, items }, visit) : html`<p class="empty">${words.revisions.none}</p>`}
      ${next === undefined ? "" : html`<p><a href="${link("/revisions", { code, group, date, after: next })}">${words.revisions.more}</a></p>`}`,
  };
}

function table(
  indicator: Indicator,
  { group, date, items }: { group: string; date: string; items: ExplainedRevision[] },
  visit: Visit,
): Html {
  const { words, formats } = visit;
  const text = (figure: ExplainedRevision["new"]): Html => {
    if (figure === null) return html`<span class="quiet">${words.revisions.nothing}</span>`;
    if (indicator.form !== "share") return html`${figureText(indicator, figure as Figure, visit)}`;
    const share = figure as Share;
    if (share.value === null) return html`<span class="quiet">${words.share.no_data}</span>`;
    return html`<span class="value">${formats.share(share.value)}</span>
      <span class="bounds">${boundsOf(share, visit)}</span>`;
  };
  return dataTable(visit, {
    caption: words.revisions.title,
    columns: [
      { head: words.revisions.known_at },
      { head: words.revisions.before },
      { head: words.revisions.after },
      { head: words.revisions.cause },
    ],
    rows: items.map((item) => [
      html`<a
        href="/indicators/${indicator.code}?${new URLSearchParams({ group, date, known_at: item.known_at }).toString()}"
        >${formats.instant(item.known_at)}<span class="hidden"> ${words.revisions.reread}</span></a
      >`,
      text(item.old),
      text(item.new),
      cause(item.cause, visit),
    ]),
  });
}

function cause(of: ExplainedRevision["cause"], { words, formats, terms }: Visit): string {
  if (of.kind === "push") {
    const date = formats.date(of.reference_date);
    return of.agency === null ? words.revisions.push_hidden(date) : words.revisions.push(of.agency, date);
  }
  const parties = of.parties.map(({ kind, id }) => `${terms.parties[kind] ?? kind} ${id}`);
  return parties.length > 0
    ? words.revisions.registry(parties.slice(0, 5).join(", "))
    : words.revisions.registry_hidden;
}
