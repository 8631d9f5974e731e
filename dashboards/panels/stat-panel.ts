import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
} from "@grafana/grafana-foundation-sdk/common";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/stat";
import { table } from "../clickhouse-query.ts";
import { noValue, type PanelWords } from "./panel-words.ts";

export interface StatPanel extends PanelWords {
  /** One row; each number is shown with the name of its column. */
  sql: string;
  unit: string;
  decimals?: number;
  /** Units of columns that differ from `unit`, by name. */
  units?: Readonly<Record<string, string>>;
}

/** Numbers beside each other, in the colour of text: a traffic light would judge what a reader has to. */
export function statPanel({ id, title, description, span, height = 4, sql, unit, decimals, units = {} }: StatPanel) {
  const panel = new PanelBuilder()
    .id(id)
    .title(title)
    .description(description)
    .span(span)
    .height(height)
    .withTarget(table(sql))
    .unit(unit)
    .noValue(noValue)
    .colorMode(BigValueColorMode.None)
    .graphMode(BigValueGraphMode.None)
    .textMode(BigValueTextMode.ValueAndName)
    .orientation(VizOrientation.Vertical)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(["lastNotNull"]).fields("/.*/").values(false));
  if (decimals !== undefined) panel.decimals(decimals);
  for (const [name, other] of Object.entries(units))
    panel.overrideByName(name, [
      { id: "unit", value: other },
      { id: "decimals", value: other === "none" ? 0 : 1 },
    ]);
  return panel;
}
