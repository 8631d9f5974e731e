import { html } from "hono/html";
import { ProblemError } from "#http/problem.ts";
import { catalogue } from "#indicators/catalogue.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { versionsOf } from "#indicators/version-digests.ts";
import { readIndicator, type IndicatorData } from "../data/read-indicator.ts";
import { asofForm } from "../parts/asof-form.ts";
import { dataTable } from "../parts/data-table.ts";
import { figureView } from "../parts/figure-view.ts";
import { groupChoice, groupWords } from "../parts/group-choice.ts";
import type { Html } from "../parts/html.ts";
import type { Page } from "../parts/page.ts";
import type { Portal } from "../portal-deps.ts";
import type { Visit } from "../visits/visit.ts";

/** What an indicator measures, exactly how, and its figures; the words are open to everybody. */
export async function indicatorPage(portal: Portal, visit: Visit, code: string): Promise<Page> {
  const { words, indicators, query } = visit;
  const indicator = catalogue.find((each) => each.code === code);
  const texts = indicators[code];
  if (!indicator || !texts) throw new ProblemError("not-found");
  const asked = query.get("group") || undefined;
  const data = await visit.ask(["indicator", code, asked, visit.date], (standpoint) =>
    readIndicator(portal, visit, standpoint, indicator, asked),
  );
  const terms: [string, unknown][] = [
    [words.indicator.definition, texts.definition],
    [words.indicator.formula, words.indicator.formulas[indicator.form]],
    [words.indicator.why, texts.why],
    [words.indicator.how_to_read, texts.how_to_read],
    [words.indicator.limits, texts.limits],
    [words.indicator.unit, words.indicator.units[indicator.unit]],
    [words.indicator.source, indicator.source],
  ];
  return {
    title: texts.title,
    part: "indicators",
    body: html`<p class="kicker"><code>${code}</code> · ${words.indicator.version(indicator.version)}</p>
      <h1>${texts.title}</h1>
      <p class="lead">${texts.statement}</p>
      ${figures(indicator, data, visit)}
      <h2>${words.indicator.definition}</h2>
      <dl class="terms">
        ${terms.map(
          ([term, said]) =>
            html`<dt>${term}</dt>
              <dd>${said}</dd>`,
        )}
      </dl>
      <h2>${words.indicator.sql}</h2>
      <pre tabindex="0" lang="en"><code>${indicator.sql}</code></pre>
      <h2>${words.indicator.versions}</h2>
      ${versions(indicator, visit)}`,
  };
}

function figures(indicator: Indicator, { shown, choices, known_at, scenarios }: IndicatorData, visit: Visit): Html {
  const { words, link, date } = visit;
  if (!shown)
    return html`<p class="note">${words.indicator.forbidden_figures} <a href="/sign-in">${words.signin.title}</a></p>`;
  const { group } = shown;
  const { code } = indicator;
  const name = groupWords(
    group,
    choices.find(([each]) => each === group)?.[1] ?? group.slice(group.indexOf(":") + 1),
    visit,
  );
  return html`${asofForm(visit, known_at, { group })}
    <form class="choices" method="get" action="${visit.path}">
      ${visit.query.has("date") ? html`<input type="hidden" name="date" value="${date}" />` : ""}${visit.query.get("known_at") ? html`<input type="hidden" name="known_at" value="${visit.query.get("known_at")}" />` : ""}
      ${groupChoice(choices, group, visit)}<button>${words.asof.show}</button>
    </form>
    <h2>${name}</h2>
    ${figureView(indicator, { ...shown, scenarios }, visit)}
    <p>
      <a href="${link("/revisions", { code, group })}">${words.indicator.revisions}</a> ·
      <a href="${link("/data", { code, group })}">${words.indicator.download}</a>
    </p>`;
}

function versions(indicator: Indicator, visit: Visit): Html {
  const { words } = visit;
  return dataTable(visit, {
    caption: words.indicator.versions,
    columns: [
      { head: words.indicator.versions },
      { head: words.indicator.methodology },
      { head: words.indicator.changed },
      { head: words.indicator.digest },
    ],
    rows: versionsOf(indicator).map(({ version, methodology, changed, digest }) => [
      words.indicator.version(version),
      methodology,
      html`<span lang="en">${changed}</span>`,
      html`<code>${digest.slice(0, 24)}…</code>`,
    ]),
  });
}
