import { html } from "hono/html";
import { catalogue } from "#indicators/catalogue.ts";
import { dataTable } from "../parts/data-table.ts";
import type { Page } from "../parts/page.ts";
import type { Visit } from "../visits/visit.ts";

/** Every indicator with what it says; open to everybody. */
export function indicatorsPage({ words, indicators, link, ...visit }: Visit): Page {
  return {
    title: words.indicator.title,
    part: "indicators",
    body: html`<h1>${words.indicator.title}</h1>
      <p class="lead">${words.indicator.lead}</p>
      ${dataTable(
        { words, ...visit },
        {
          caption: words.indicator.title,
          columns: [
            { head: words.indicator.name },
            { head: words.indicator.statement },
            { head: words.indicator.code },
          ],
          rows: catalogue.map(({ code, version }) => [
            html`<a href="${link(`/indicators/${code}`)}">${indicators[code]?.title ?? code}</a>`,
            indicators[code]?.statement ?? "",
            html`<code>${code}</code> <span class="bounds">${words.indicator.version(version)}</span>`,
          ]),
        },
      )}`,
  };
}
