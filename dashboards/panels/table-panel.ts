import { TableSortByFieldStateBuilder } from "@grafana/grafana-foundation-sdk/common";
import { MappingType, type DynamicConfigValue } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/table";
import { table } from "../clickhouse-query.ts";
import { noValue, type PanelWords } from "./panel-words.ts";

export interface TablePanel extends PanelWords {
  sql: string;
  /** Of every number that `units` does not name. */
  unit?: string;
  /** Units by column. */
  units?: Readonly<Record<string, string>>;
  /** Where the text of a column leads. */
  links?: Readonly<Record<string, { title: string; url: string }>>;
  /** Columns that only links use. */
  hidden?: readonly string[];
  /** Texts by value, by column. */
  texts?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Columns drawn as a bar of their value, 0 to 1. */
  gauges?: readonly string[];
  /** Widths in pixels by column. */
  widths?: Readonly<Record<string, number>>;
  sortedBy?: { column: string; isDescending: boolean };
}

/** Rows a person reads; a name leads to the board of its own. */
export function tablePanel(words: TablePanel) {
  const { id, title, description, span, height = 8, sql, unit = "none", sortedBy } = words;
  const panel = new PanelBuilder()
    .id(id)
    .title(title)
    .description(description)
    .span(span)
    .height(height)
    .withTarget(table(sql))
    .unit(unit)
    .noValue(noValue)
    .showHeader(true);
  for (const [name, properties] of overridesOf(words)) panel.overrideByName(name, properties);
  if (sortedBy)
    panel.sortBy([new TableSortByFieldStateBuilder().displayName(sortedBy.column).desc(sortedBy.isDescending)]);
  return panel;
}

/** One override a column, with everything that is said of it. */
function overridesOf({ units, links, hidden, texts, gauges, widths }: TablePanel): [string, DynamicConfigValue[]][] {
  const columns = new Map<string, DynamicConfigValue[]>();
  const add = (name: string, ...properties: DynamicConfigValue[]): void =>
    void columns.set(name, [...(columns.get(name) ?? []), ...properties]);
  for (const [name, unit] of Object.entries(units ?? {})) add(name, { id: "unit", value: unit });
  for (const [name, link] of Object.entries(links ?? {})) add(name, { id: "links", value: [link] });
  for (const [name, options] of Object.entries(texts ?? {})) add(name, { id: "mappings", value: [textsOf(options)] });
  for (const [name, width] of Object.entries(widths ?? {})) add(name, { id: "custom.width", value: width });
  for (const name of gauges ?? [])
    add(
      name,
      { id: "custom.cellOptions", value: { type: "gauge", mode: "basic", valueDisplayMode: "text" } },
      { id: "min", value: 0 },
      { id: "max", value: 1 },
      { id: "color", value: { mode: "fixed", fixedColor: "#56B4E9" } },
    );
  // Grafana 11 and 12 know the first, 13 the second.
  for (const name of hidden ?? [])
    add(name, { id: "custom.hidden", value: true }, { id: "custom.hideFrom.viz", value: true });
  return [...columns];
}

const textsOf = (texts: Readonly<Record<string, string>>) => ({
  type: MappingType.ValueToText,
  options: Object.fromEntries(Object.entries(texts).map(([value, text], index) => [value, { text, index }])),
});
