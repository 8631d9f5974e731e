import { html } from "hono/html";
import type { DeploySpeed } from "#indicators/deploy-speed/deploy-speed-of.ts";
import type { Share } from "#indicators/share.ts";
import type { ReliabilityDebt } from "#indicators/reliability-debt/reliability-debt-of.ts";
import type { Figure } from "#read/group-totals.ts";
import type { Point } from "#read/series/series-of.ts";
import { type ChartPoint, lineChart } from "../charts/line-chart.ts";
import type { Visit } from "../visits/visit.ts";
import { dataTable } from "./data-table.ts";
import type { Html } from "./html.ts";
import { unreportedOf } from "./share-words.ts";

type Said = Pick<Visit, "words" | "formats">;

export interface Trend {
  id: string;
  title: string;
  points: readonly Point[];
  compared?: readonly Point[];
  /** Also as a drawing for wide pages. */
  isWide?: boolean;
}

/** What differs between the forms of figures that are drawn as a line. */
interface Drawing {
  numbers: (figure: Figure) => Omit<ChartPoint, "date">;
  tick: (value: number) => string;
  label: (value: number) => string;
  isShare: boolean;
  explanation: string;
  /** Whether that is said to everybody, because the picture does not show what its title names. */
  isExplained?: boolean;
  heads: readonly string[];
  cells: (figure: Figure) => string[];
}

/** A share over time with its band, and the same as a table. */
export function shareTrend(trend: Trend, visit: Said): Html {
  const { words, formats } = visit;
  const shown = (value: number | null): string => (value === null ? "–" : formats.share(value));
  return drawn(trend, visit, {
    numbers: (figure) => figure as Share,
    tick: formats.roundShare,
    label: formats.share,
    isShare: true,
    explanation: words.chart.band,
    heads: [words.share.value, words.share.lower, words.share.upper, words.share.unreported, words.share.n],
    cells: (figure) => {
      const share = figure as Share;
      return [
        shown(share.value),
        shown(share.lower),
        shown(share.upper),
        formats.count(unreportedOf(share)),
        formats.count(share.n),
      ];
    },
  });
}

/** Days to trustworthy deployment over time: the median between the quarters. */
export function speedTrend(trend: Trend, visit: Said): Html {
  const { words, formats } = visit;
  const shown = (value: number | null): string => (value === null ? words.speed.unreached : formats.count(value));
  const reached = trend.points.filter(({ figure }) => (figure as DeploySpeed).median !== null);
  // A line of a few dots says nothing; the time of the first quarter is reached long before.
  const isMedian = reached.length * 2 > trend.points.length;
  return drawn(trend, visit, {
    numbers: (figure) => {
      const { p25, median, p75 } = figure as DeploySpeed;
      return isMedian ? { value: median, lower: p25, upper: p75 } : { value: p25, lower: null, upper: null };
    },
    tick: formats.count,
    label: formats.count,
    isShare: false,
    explanation: isMedian ? words.chart.median : words.chart.quarter,
    isExplained: true,
    heads: [words.speed.median_head, words.speed.p25, words.speed.p75, words.speed.events, words.speed.n],
    cells: (figure) => {
      const { p25, median, p75, events, n } = figure as DeploySpeed;
      return [shown(median), shown(p25), shown(p75), formats.count(events), formats.count(n)];
    },
  });
}

/** Items of testing and audit debt over time; the band adds what is unverified. */
export function debtTrend(trend: Trend, visit: Said): Html {
  const { words, formats } = visit;
  const kinds = ["testing", "audit", "unverified", "correction"] as const;
  return drawn(trend, visit, {
    numbers: (figure) => {
      const { testing, audit, unverified } = figure as ReliabilityDebt;
      const certain = testing.items + audit.items;
      return { value: certain, lower: certain, upper: certain + unverified.items };
    },
    tick: formats.count,
    label: formats.count,
    isShare: false,
    explanation: words.chart.line,
    heads: kinds.map((kind) => words.debt.kinds[kind]),
    cells: (figure) => kinds.map((kind) => formats.count((figure as ReliabilityDebt)[kind].items)),
  });
}

function drawn({ id, title, points, compared = [], isWide = false }: Trend, visit: Said, drawing: Drawing): Html {
  const { words, formats } = visit;
  const toChart = (each: readonly Point[]): ChartPoint[] =>
    each.map(({ date, figure, reason }) => {
      const { value, lower, upper } = drawing.numbers(figure);
      // Zero items of an agency that reported nothing would be a claim.
      return reason === "nothing-reported"
        ? { date, value: null, lower: null, upper: null }
        : { date, value, lower, upper };
    });
  const chartPoints = toChart(points);
  const known = chartPoints.filter(({ value }) => value !== null);
  const [first, last] = [known[0], known.at(-1)];
  const said = (point: ChartPoint | undefined, words: (date: string, value: string) => string): string =>
    point && point.value !== null ? words(formats.date(point.date), drawing.label(point.value)) : "";
  const description = [said(first, words.chart.first), said(last, words.chart.last), drawing.explanation]
    .filter(Boolean)
    .join(" ");
  const chart = { title, description, points: chartPoints, compared: toChart(compared), ...drawing };
  const picture =
    known.length === 0
      ? html`<p class="quiet">${words.share.no_data}</p>`
      : isWide
        ? html`<div class="wide-chart">${lineChart({ ...chart, id: `${id}-wide`, width: 860, height: 300 })}</div>
            <div class="narrow-chart">${lineChart({ ...chart, id })}</div>`
        : lineChart({ ...chart, id });
  const columns = [
    { head: words.share.date },
    ...drawing.heads.map((head) => ({ head, isNumber: true })),
    { head: words.share.remark },
  ];
  return html`<figure>
    ${picture} ${compared.length > 0 ? html`<p class="hint">– – ${words.chart.coalition}</p>` : ""}
    ${drawing.isExplained && known.length > 0 ? html`<p class="hint">${drawing.explanation}</p>` : ""}
    <details>
      <summary>${words.chart.table}</summary>
      ${dataTable(visit, {
        caption: title,
        columns,
        rows: points
          .map(({ date, figure, reason }) => [
            formats.shortDate(date),
            ...drawing.cells(figure),
            reason ? words.reasons[reason] : "",
          ])
          .toReversed(),
      })}
    </details>
  </figure>`;
}
