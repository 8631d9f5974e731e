import {
  StackingMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  LegendDisplayMode,
  LegendPlacement,
  VizOrientation,
} from "@grafana/grafana-foundation-sdk/common";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/barchart";
import { table } from "../clickhouse-query.ts";
import type { Colour } from "../colours.ts";
import { noValue, type PanelWords } from "./panel-words.ts";

export interface BarPanel extends PanelWords {
  /** A row a bar: the column `by` names it, every number is a part of it. */
  sql: string;
  by: string;
  unit: string;
  /** Parts by name. */
  colours: Readonly<Record<string, Colour>>;
  isStacked?: boolean;
}

/** Lying bars, so that names can be read. */
export function barPanel({ id, title, description, span, height = 8, sql, by, unit, colours, isStacked }: BarPanel) {
  const panel = new PanelBuilder()
    .id(id)
    .title(title)
    .description(description)
    .span(span)
    .height(height)
    .withTarget(table(sql))
    .unit(unit)
    .min(0)
    .noValue(noValue)
    .xField(by)
    .orientation(VizOrientation.Horizontal)
    .stacking(isStacked ? StackingMode.Normal : StackingMode.None)
    .showValue(VisibilityMode.Auto)
    .fillOpacity(80)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom),
    );
  for (const [name, colour] of Object.entries(colours))
    panel.overrideByName(name, [{ id: "color", value: { mode: "fixed", fixedColor: colour } }]);
  return panel;
}
