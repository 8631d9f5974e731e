import { html } from "hono/html";
import { dayOf } from "#schema/calendar.ts";
import type { Html } from "../parts/html.ts";
import { axisTicks } from "./axis.ts";

/** One date of a line; null where nothing is known, and the line has a gap. */
export interface ChartPoint {
  /** YYYY-MM-DD */
  date: string;
  value: number | null;
  lower: number | null;
  upper: number | null;
}

export interface LineChart {
  /** Of elements of the page that are named after it. */
  id: string;
  title: string;
  /** What the picture shows, for who does not see it. */
  description: string;
  points: readonly ChartPoint[];
  /** A second line to compare with, thin and without a band. */
  compared?: readonly ChartPoint[];
  /** Of a tick. */
  tick: (value: number) => string;
  /** Of the last value. */
  label: (value: number) => string;
  /** A share is never drawn above 1. */
  isShare: boolean;
  /** Units of the drawing, which are about pixels: texts keep their size. */
  width?: number;
  height?: number;
}

const top = 14;
const bottom = 24;
const left = 46;
const right = 58;

/** A line from 0 with the band between its lower and upper ends, as SVG without styles of its own. */
export function lineChart(chart: LineChart): Html {
  const { id, title, description, points, compared = [], tick, label, isShare, width = 360, height = 190 } = chart;
  const all = [...points, ...compared];
  const most = Math.max(0, ...all.flatMap(({ value, upper }) => [value ?? 0, upper ?? 0]));
  const ticks = axisTicks(isShare ? Math.min(1, most || 1) : most);
  const highest = ticks.at(-1) ?? 1;
  const days = all.map(({ date }) => dayOf(date));
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const x = (date: string): number =>
    round(left + ((dayOf(date) - first) / (last - first || 1)) * (width - left - right));
  const y = (value: number): number => round(height - bottom - (value / highest) * (height - bottom - top));
  const final = points.findLast(({ value }) => value !== null);

  return html`<svg
    class="chart"
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-labelledby="${id}-title ${id}-text"
    preserveAspectRatio="xMinYMid meet"
  >
    <title id="${id}-title">${title}</title>
    <desc id="${id}-text">${description}</desc>
    ${ticks.map((value) => html`<line class="grid" x1="${left}" x2="${width - right}" y1="${y(value)}" y2="${y(value)}" /><text class="tick" x="${left - 8}" y="${y(value) + 4}" text-anchor="end">${tick(value)}</text>`)}
    ${januaries(points).map(({ date, year }) => html`<line class="grid" x1="${x(date)}" x2="${x(date)}" y1="${height - bottom}" y2="${height - bottom + 5}" /><text class="tick" x="${x(date)}" y="${height - 5}" text-anchor="middle">${year}</text>`)}
    ${runs(points, ({ lower, upper }) => lower !== null && upper !== null && upper > lower).map((run) => html`<path class="band" d="${bandPath(run, x, y)}" />`)}
    ${runs(points, ({ lower, upper }) => lower !== null && upper !== null && upper > lower).map((run) => html`<path class="lower" d="${linePath(run, x, (point) => y(point.lower ?? 0))}" />`)}
    ${runs(compared, ({ value }) => value !== null).map((run) => html`<path class="compared" d="${linePath(run, x, (point) => y(point.value ?? 0))}" />`)}
    ${runs(points, ({ value }) => value !== null).map((run) => html`<path class="line" d="${linePath(run, x, (point) => y(point.value ?? 0))}" />`)}
    ${final && final.value !== null ? html`<circle class="last" cx="${x(final.date)}" cy="${y(final.value)}" r="4" /><text class="last" x="${x(final.date) + 9}" y="${y(final.value) + 4}">${label(final.value)}</text>` : ""}
  </svg>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** Stretches of neighbouring points that can be drawn. */
function runs(points: readonly ChartPoint[], isDrawn: (point: ChartPoint) => boolean): ChartPoint[][] {
  const found: ChartPoint[][] = [];
  let isOpen = false;
  for (const point of points) {
    if (isDrawn(point) && isOpen) found.at(-1)?.push(point);
    else if (isDrawn(point)) found.push([point]);
    isOpen = isDrawn(point);
  }
  return found;
}

type Across = (date: string) => number;

const linePath = (run: readonly ChartPoint[], x: Across, y: (point: ChartPoint) => number): string =>
  `M${run.map((point) => `${x(point.date)} ${y(point)}`).join("L")}`;

function bandPath(run: readonly ChartPoint[], x: Across, y: (value: number) => number): string {
  const upper = run.map(({ date, upper: value }) => `${x(date)} ${y(value ?? 0)}`);
  const lower = run.toReversed().map(({ date, lower: value }) => `${x(date)} ${y(value ?? 0)}`);
  return `M${[...upper, ...lower].join("L")}Z`;
}

/** First days of years within the points. */
function januaries(points: readonly ChartPoint[]): { date: string; year: string }[] {
  const [first, last] = [points[0]?.date ?? "", points.at(-1)?.date ?? ""];
  const years = Array.from({ length: Number(last.slice(0, 4)) - Number(first.slice(0, 4)) + 1 }, (_, at) =>
    String(Number(first.slice(0, 4)) + at),
  );
  return years.map((year) => ({ date: `${year}-01-01`, year })).filter(({ date }) => date >= first && date <= last);
}
