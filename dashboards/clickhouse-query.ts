import type { Builder, Dataquery } from "@grafana/grafana-foundation-sdk/cog";

export const clickhouse = "grafana-clickhouse-datasource";

/** On boards for insiders a reader picks the data source; one that anybody may open must not have a variable. */
export const pickedSource = { type: clickhouse, uid: "${datasource}" } as const;
export const provisionedSource = { type: clickhouse, uid: "sparewheel" } as const;
export type Source = typeof pickedSource | typeof provisionedSource;

/** The version whose editor and back end this form of a query was read from. */
const pluginVersion = "4.20.0";

type Form = "timeseries" | "table";
const formats: Record<Form, number> = { timeseries: 0, table: 1 };

/** A query of Grafana's ClickHouse data source, as its editor stores it; the SDK has none of its own. */
export interface ClickHouseQuery extends Dataquery {
  refId: string;
  datasource: Source;
  pluginVersion: string;
  /** Without it the editor may lose the SQL. */
  editorType: "sql";
  rawSql: string;
  /** 0 a time series, 1 a table; `queryType` says the same in words. */
  format: number;
  queryType: Form;
  meta: object;
}

/** A column `time` first, then text (labels), then numbers. */
export const timeSeries = (rawSql: string, refId = "A"): Builder<Dataquery> => query("timeseries", rawSql, refId);
export const table = (rawSql: string, refId = "A"): Builder<Dataquery> => query("table", rawSql, refId);

function query(queryType: Form, rawSql: string, refId: string): Builder<ClickHouseQuery> {
  return {
    build: () => ({
      refId,
      datasource: pickedSource,
      pluginVersion,
      editorType: "sql",
      rawSql,
      format: formats[queryType],
      queryType,
      meta: {},
      // The SDK's mark of a query; a function, so JSON drops it.
      _implementsDataqueryVariant() {},
    }),
  };
}
