import { html } from "hono/html";
import type { Visit } from "../visits/visit.ts";
import type { Html } from "./html.ts";

export interface Column {
  head: string;
  isNumber?: boolean;
}

/** A table that scrolls by itself where it is too wide; the first cell of a row names it. */
export function dataTable(
  { words }: Pick<Visit, "words">,
  {
    caption,
    columns,
    rows,
    isCaptionShown = false,
  }: {
    caption: string;
    columns: readonly Column[];
    rows: readonly (readonly unknown[])[];
    isCaptionShown?: boolean;
  },
): Html {
  const classOf = (index: number): string => (columns[index]?.isNumber ? "number" : "");
  return html`<div class="table" role="region" tabindex="0" aria-label="${caption}: ${words.chart.scroll}">
    <table>
      <caption class="${isCaptionShown ? "" : "hidden"}">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map(({ head }, index) => html`<th scope="col" class="${classOf(index)}">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell, index) => (index === 0 ? html`<th scope="row">${cell}</th>` : html`<td class="${classOf(index)}">${cell}</td>`))}
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}
