import { days } from "../units.ts";
import { publicBoard } from "../board.ts";
import { colours } from "../colours.ts";
import { ofCode, ofGroup } from "../conditions.ts";
import { linePanel } from "../panels/line-panel.ts";
import { notReached } from "../panels/headline-speed.ts";
import { band } from "../panels/share-trend.ts";
import { statPanel } from "../panels/stat-panel.ts";
import { tablePanel } from "../panels/table-panel.ts";
import { textPanel } from "../panels/text-panel.ts";
import { select } from "../select.ts";
import { describe, indicatorOf, indicatorWords, shortTitles, type IndicatorCode } from "../words.ts";

/** Ends of quarters that are over; the public reads nothing between. */
const isQuarterEnd = "date = toLastDayOfMonth(date) AND toMonth(date) IN (3, 6, 9, 12) AND date < today()";
const newestQuarterEnd = "date = toStartOfQuarter(today()) - 1";

/** Words without a link: the methodology board is not public. */
const wordsOf = (code: IndicatorCode): string => {
  const { statement, how_to_read } = indicatorOf(code);
  return describe({ what: `${statement}\n\n${how_to_read}`, ...indicatorWords[code] });
};

const shareAtQuarterEnd = (code: IndicatorCode, id: number) =>
  statPanel({
    id,
    span: 6,
    title: indicatorWords[code].short,
    description: wordsOf(code),
    unit: "percentunit",
    decimals: 1,
    units: { of: "none" },
    sql: select("v_figure", (column) => ({
      columns: { Share: column.value, certain: column.lower, of: column.n },
      where: [ofGroup.coalition, ofCode(code), newestQuarterEnd],
    })),
  });

const shareAtQuarterEnds = (code: IndicatorCode, id: number) =>
  linePanel({
    id,
    span: 12,
    title: `${indicatorWords[code].short}, at quarter ends`,
    description: wordsOf(code),
    unit: "percentunit",
    max: 1,
    sql: select("v_figure", (column) => ({
      columns: { time: `toDateTime(${column.date})`, Share: column.value, certain: column.lower },
      where: [ofGroup.coalition, ofCode(code), isQuarterEnd],
      orderBy: ["time"],
    })),
    ...band,
  });

const introduction = textPanel({
  id: 1,
  span: 24,
  height: 4,
  title: "How to read this",
  description: "What the figures of this page are, and what they are not.",
  markdown: `How far do the public services of this coalition depend on AI that others can withdraw? Figures are of the last day of the last
quarter, and of quarter ends before it. **Share** counts what nobody reported as not done; **certain** leaves it out; the band between them
is what agencies did not say. A wide band is a statement about reporting, not about safety.`,
});

const speed = statPanel({
  id: 2,
  span: 6,
  title: indicatorWords.DEPLOY_SPEED.short,
  description: wordsOf("DEPLOY_SPEED"),
  unit: days,
  decimals: 0,
  units: { of: "none" },
  absences: notReached,
  sql: select("v_figure", (column) => ({
    columns: { Half: column.value, "a quarter": column.lower, "three quarters": column.upper, of: column.n },
    where: [ofGroup.coalition, ofCode("DEPLOY_SPEED"), newestQuarterEnd],
  })),
});

const speeds = linePanel({
  id: 7,
  span: 12,
  title: `${indicatorWords.DEPLOY_SPEED.short}, at quarter ends`,
  description: wordsOf("DEPLOY_SPEED"),
  unit: days,
  colours: { "a quarter": colours.sky, Half: colours.blue, "three quarters": colours.purple },
  sql: select("v_figure", (column) => ({
    columns: {
      time: `toDateTime(${column.date})`,
      "a quarter": column.lower,
      Half: column.value,
      "three quarters": column.upper,
    },
    where: [ofGroup.coalition, ofCode("DEPLOY_SPEED"), isQuarterEnd],
    orderBy: ["time"],
  })),
});

const everything = tablePanel({
  id: 10,
  span: 24,
  height: 10,
  title: "Every share at the last quarter's end",
  description: describe({
    what: "The coalition's shares on the last day of the last quarter, with both ends of their bands.",
    formula: "certain = yes / n; at most = (yes + not reported) / n.",
    good: "Shares of 0 %, COVERAGE excepted: 100 %. An empty share has nothing to count.",
  }),
  sql: select("v_figure", (column) => ({
    columns: {
      Indicator: column.code,
      Share: column.value,
      certain: column.lower,
      "at most": column.upper,
      of: column.n,
    },
    where: [ofGroup.coalition, `${column.unit} = 'share'`, newestQuarterEnd],
    orderBy: [column.code],
  })),
  unit: "percentunit",
  units: { of: "none" },
  texts: { Indicator: shortTitles },
  gauges: ["Share"],
  widths: { Indicator: 300 },
});

/** For everybody: the coalition at quarter ends, nothing between, no variable to ask with. */
export const publicSummary = publicBoard(
  {
    uid: "sw-public-summary",
    title: "Public summary",
    description: "How far do the coalition's public services depend on AI that others can withdraw? Quarter ends only.",
  },
  [
    {
      panels: [
        introduction,
        speed,
        shareAtQuarterEnd("UNPROTECTED", 3),
        shareAtQuarterEnd("ALTERNATIVE_GAP", 4),
        shareAtQuarterEnd("COVERAGE", 5),
        shareAtQuarterEnds("UNPROTECTED", 6),
        speeds,
        shareAtQuarterEnds("ALTERNATIVE_GAP", 8),
        shareAtQuarterEnds("COVERAGE", 9),
        everything,
      ],
    },
  ],
);
