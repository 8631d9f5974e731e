import { html } from "hono/html";
import type { Html } from "../parts/html.ts";

const height = 12;
const hatchStep = 4;

/**
 * A share on a scale from 0 to 1: solid what is certain, hatched what was not reported. The numbers stand beside it, so it is
 * nothing to whoever cannot see it.
 */
export function shareBar({ lower, upper }: { lower: number | null; upper: number | null }, width = 140): Html {
  const [certain, end] = [at(lower ?? 0, width), at(upper ?? 0, width)];
  const hatches = Array.from(
    { length: Math.max(0, Math.floor((end - certain) / hatchStep)) },
    (_, index) => certain + (index + 1) * hatchStep,
  );
  return html`<svg
    class="share-bar"
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
    aria-hidden="true"
    focusable="false"
  >
    <rect class="track" x="0" y="0" width="${width}" height="${height}" />
    ${certain > 0 ? html`<rect class="certain" x="0" y="0" width="${certain}" height="${height}" />` : ""}${end > certain ? html`<rect class="uncertain" x="${certain}" y="0" width="${end - certain}" height="${height}" />` : ""}${hatches.map((x) => html`<line class="hatch" x1="${Math.max(certain, x - 3)}" y1="${height}" x2="${x}" y2="0" />`)}${end > 0 ? html`<line class="end" x1="${end}" x2="${end}" y1="0" y2="${height}" />` : ""}
  </svg>`;
}

const at = (share: number, width: number): number => Math.round(Math.min(1, share) * width * 10) / 10;
