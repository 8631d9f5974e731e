import { html } from "hono/html";
import type { Concentration } from "#indicators/concentration/concentration-of.ts";
import type { Figure } from "#read/group-totals.ts";
import { amountBar } from "../charts/amount-bar.ts";
import type { Visit } from "../visits/visit.ts";
import { dataTable } from "./data-table.ts";
import type { Html } from "./html.ts";

/** How few providers, and how few jurisdictions, each layer stands on. */
export function concentrationSection(figure: Figure | undefined, visit: Visit): Html {
  const { words, formats, terms } = visit;
  const layers = Object.entries((figure ?? {}) as Concentration);
  if (layers.length === 0) return html`<p class="quiet">${words.concentration.none}</p>`;
  const index = (value: number): Html =>
    html`<span class="cell"><span class="value">${formats.decimal(value)}</span>${amountBar(value, 1)}</span>`;
  return html`${dataTable(visit, {
      caption: words.overview.concentration,
      columns: [
        { head: words.concentration.layer },
        { head: words.concentration.providers },
        { head: words.concentration.jurisdictions },
        { head: words.concentration.workloads, isNumber: true },
      ],
      rows: layers.map(([layer, { hhi_provider, hhi_jurisdiction, workloads }]) => [
        terms.layers[layer] ?? layer,
        index(hhi_provider),
        index(hhi_jurisdiction),
        formats.count(workloads),
      ]),
    })}
    <p class="note">${words.concentration.how}</p>`;
}
