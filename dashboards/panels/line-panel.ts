import {
  GraphDrawStyle,
  LegendDisplayMode,
  LegendPlacement,
  LineInterpolation,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import type { DynamicConfigValue } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/timeseries";
import { timeSeries } from "../clickhouse-query.ts";
import type { Colour } from "../colours.ts";
import { noValue, type PanelWords } from "./panel-words.ts";

export interface LinePanel extends PanelWords {
  /** Each a time series; several are drawn over each other. */
  sql: string | readonly string[];
  unit: string;
  /** The label column that names a line. Without it the lines are the number columns. */
  seriesBy?: string;
  /** Lines by name. */
  colours?: Readonly<Record<string, Colour>>;
  isStacked?: boolean;
  /** Bars for what happened within a time, lines for what is at a time. */
  isBars?: boolean;
  /** The highest value that makes sense, 1 for shares. */
  max?: number;
  /** More of single lines, by name. */
  overrides?: Readonly<Record<string, readonly DynamicConfigValue[]>>;
}

/** Lines over time. A gap stays a gap: nobody reported then. */
export function linePanel(words: LinePanel) {
  const { id, title, description, span, height = 8, sql, unit, seriesBy, max, isStacked, isBars } = words;
  const panel = new PanelBuilder()
    .id(id)
    .title(title)
    .description(description)
    .span(span)
    .height(height)
    .unit(unit)
    .min(0)
    .noValue(noValue)
    .drawStyle(isBars ? GraphDrawStyle.Bars : GraphDrawStyle.Line)
    .lineInterpolation(LineInterpolation.Linear)
    .lineWidth(isBars ? 0 : 2)
    .fillOpacity(isBars || isStacked ? 60 : 0)
    .showPoints(VisibilityMode.Auto)
    .spanNulls(false)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .calcs(["lastNotNull"]),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi));
  for (const [at, each] of [sql].flat().entries()) panel.withTarget(timeSeries(each, "ABCDEF"[at]));
  if (max !== undefined) panel.max(max);
  if (isStacked) panel.stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group("A"));
  if (seriesBy) panel.displayName(`\${__field.labels.${seriesBy}}`);
  for (const [name, colour] of Object.entries(words.colours ?? {}))
    panel.overrideByName(name, [
      { id: "color", value: { mode: "fixed", fixedColor: colour } },
      ...(words.overrides?.[name] ?? []),
    ]);
  return panel;
}
