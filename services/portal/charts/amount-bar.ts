import { html } from "hono/html";
import type { Html } from "../parts/html.ts";

/** An amount beside others, of which `most` is the greatest. */
export function amountBar(value: number, most: number, { isHatched = false, width = 140 } = {}): Html {
  const size = Math.round((value / (most || 1)) * width * 10) / 10;
  return html`<svg
    class="share-bar"
    viewBox="0 0 ${width} 12"
    width="${width}"
    height="12"
    aria-hidden="true"
    focusable="false"
  >
    <rect class="track" x="0" y="0" width="${width}" height="12" />
    ${size > 0 ? html`<rect class="${isHatched ? "uncertain" : "certain"}" x="0" y="0" width="${size}" height="12" />` : ""}
  </svg>`;
}
