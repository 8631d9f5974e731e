import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
} from "@grafana/grafana-foundation-sdk/common";
import { MappingType, SpecialValueMatch } from "@grafana/grafana-foundation-sdk/dashboard";
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
  /** What a column says that has no value for another reason than silence. */
  absences?: Readonly<Record<string, string>>;
}

/** Numbers stand under each other in a narrow panel and beside each other in a wide one. */
const isNarrow = (span: number): boolean => span < 12;
const heightOf = (span: number): number => (isNarrow(span) ? 5 : 4);

/** Numbers with their names, in the colour of text: a traffic light would judge what a reader has to. */
export function statPanel({
  id,
  title,
  description,
  span,
  height = heightOf(span),
  sql,
  unit,
  decimals,
  units = {},
  absences = {},
}: StatPanel) {
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
    .orientation(isNarrow(span) ? VizOrientation.Horizontal : VizOrientation.Vertical)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(["lastNotNull"]).fields("/.*/").values(false));
  if (decimals !== undefined) panel.decimals(decimals);
  for (const [name, other] of Object.entries(units))
    panel.overrideByName(name, [
      { id: "unit", value: other },
      { id: "decimals", value: other === "none" ? 0 : 1 },
    ]);
  for (const [name, text] of Object.entries(absences))
    panel.overrideByName(name, [{ id: "mappings", value: [absent(text)] }]);
  return panel;
}

const absent = (text: string) => ({
  type: MappingType.SpecialValue,
  options: { match: SpecialValueMatch.Null, result: { text, index: 0 } },
});
