import { html } from "hono/html";
import type { Share } from "#indicators/share.ts";
import type { Figure } from "#read/group-totals.ts";
import { shareBar } from "../charts/share-bar.ts";
import type { Visit } from "../visits/visit.ts";
import type { Html } from "./html.ts";
import { boundsOf } from "./share-words.ts";

/** A share in a table: its value, its picture and its two ends. `why` is said where there is nothing to count. */
export function shareCell(figure: Figure | undefined, visit: Pick<Visit, "words" | "formats">, why = ""): Html {
  const share = figure as Share | undefined;
  if (!share || share.value === null)
    return html`<span class="quiet">${visit.words.share.no_data}</span
      >${why === "" ? "" : html`<span class="bounds">${why}</span>`}`;
  return html`<span class="cell"
    ><span class="value">${visit.formats.share(share.value)}</span>${shareBar(share)}<span class="bounds"
      >${boundsOf(share, visit)}</span
    ></span
  >`;
}
