import { html } from "hono/html";
import { type ClassCounts, withdrawalClasses } from "#indicators/withdrawal/withdrawal-classes.ts";
import type { Html } from "../parts/html.ts";

const height = 18;
const hatchStep = 5;

/** Workloads by class as parts of one bar; the counts stand in a table beside it. */
export function classBar(counts: ClassCounts, width = 360): Html {
  const total = withdrawalClasses.reduce((sum, name) => sum + counts[name], 0);
  let before = 0;
  const parts = withdrawalClasses.map((name) => {
    const from = (before / (total || 1)) * width;
    before += counts[name];
    return { name, from: tenth(from), size: tenth((before / (total || 1)) * width - from) };
  });
  const unknown = parts.at(-1);
  const hatches = unknown
    ? Array.from({ length: Math.floor(unknown.size / hatchStep) }, (_, at) =>
        tenth(unknown.from + (at + 1) * hatchStep),
      )
    : [];
  return html`<svg
    class="class-bar"
    viewBox="0 0 ${width} ${height}"
    preserveAspectRatio="none"
    aria-hidden="true"
    focusable="false"
  >
    <rect class="track" x="0" y="0" width="${width}" height="${height}" />
    ${parts.filter(({ size }) => size > 0).map(({ name, from, size }) => html`<rect class="class-${name}" x="${from}" y="0" width="${size}" height="${height}" />`)}${hatches.map((x) => html`<line class="hatch" x1="${x - hatchStep}" y1="${height}" x2="${x}" y2="0" />`)}
  </svg>`;
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
