import { html, raw } from "hono/html";
import { ProblemError } from "#http/problem.ts";
import { catalogue } from "#indicators/catalogue.ts";
import { steps } from "#read/series/span.ts";
import { monthsBefore } from "../data/months-before.ts";
import { visibleGroups } from "../data/read-indicator.ts";
import { asofForm } from "../parts/asof-form.ts";
import { dataTable } from "../parts/data-table.ts";
import { groupChoice } from "../parts/group-choice.ts";
import type { Page } from "../parts/page.ts";
import type { Portal } from "../portal-deps.ts";
import type { Visit } from "../visits/visit.ts";

const usualMonths = 24;

/** Where files are fetched. */
export async function dataPage(portal: Portal, visit: Visit): Promise<Page> {
  const { words, indicators, query, link, date } = visit;
  const { known_at, choices } = await visit.ask(["data"], async (standpoint) => {
    const found = visibleGroups(portal, visit.key, standpoint, { has_functions: true });
    if (found.length === 0) throw new ProblemError(visit.key ? "not-found" : "no-key");
    return { known_at: standpoint.vintage.known_at, choices: found };
  });
  const code = query.get("code") || "UNPROTECTED";
  const fixed = { date, known_at };
  return {
    title: words.data.title,
    part: "data",
    body: html`<h1>${words.data.title}</h1>
      <p class="lead">${words.data.lead}</p>
      ${asofForm(visit, known_at)}
      <h2>${words.data.figures}</h2>
      <p>${words.data.figures_text}</p>
      <ul class="links">
        <li>
          <a href="${link("/data/figures.csv", fixed)}" download
            >${words.data.csv}<span class="hidden">: ${words.data.figures}</span></a
          >
        </li>
        <li>
          <a href="${link("/data/figures.json", fixed)}" download
            >${words.data.json}<span class="hidden">: ${words.data.figures}</span></a
          >
        </li>
      </ul>
      <h2>${words.data.series}</h2>
      <p>${words.data.series_text}</p>
      <form class="choices" method="get" action="/data/series.csv">
        <label
          >${words.revisions.code}<select name="code">
            ${catalogue.map((each) => html`<option value="${each.code}" ${each.code === code ? raw("selected") : ""}>${indicators[each.code]?.title ?? each.code}</option>`)}
          </select></label
        >
        ${groupChoice(choices, query.get("group") ?? undefined, visit)}
        <label
          >${words.data.from}<input type="date" name="from" value="${monthsBefore(date, usualMonths)}" required
        /></label>
        <label>${words.data.until}<input type="date" name="until" value="${date}" required /></label>
        <label
          >${words.data.step}<select name="step">
            ${steps.map((step) => html`<option value="${step}" ${step === "month" ? raw("selected") : ""}>${words.data.steps[step]}</option>`)}
          </select></label
        >
        <input type="hidden" name="known_at" value="${known_at}" />
        <button>${words.data.csv}</button> <button formaction="/data/series.json">${words.data.json}</button>
      </form>
      <h2>${words.data.columns}</h2>
      ${dataTable(visit, { caption: words.data.columns, columns: [{ head: words.data.columns }, { head: words.share.remark }], rows: words.data.column_list.map(([name, meaning]) => [html`<code>${name}</code>`, meaning]) })}
      <p class="note">${words.data.reader}</p>`,
  };
}
