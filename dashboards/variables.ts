import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { clickhouse, pickedSource, provisionedSource } from "./clickhouse-query.ts";
import { select } from "./select.ts";

export const sourceVariable = (): DatasourceVariableBuilder =>
  new DatasourceVariableBuilder("datasource")
    .label("Data source")
    .type(clickhouse)
    .current({ text: "Sparewheel", value: provisionedSource.uid });

/** Two columns: what is inserted, and what a person reads. */
export const queryVariable = (name: string, label: string, rawSql: string): QueryVariableBuilder =>
  new QueryVariableBuilder(name)
    .label(label)
    .datasource(pickedSource)
    .query({ refId: "var", queryType: "sql", rawSql })
    .definition(rawSql)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.Disabled);

export const memberVariable = (): QueryVariableBuilder =>
  queryVariable(
    "member",
    "Member",
    select("v_member", (column) => ({
      columns: { id: column.member, text: column.name },
      orderBy: [`${column.is_current} DESC`, column.name],
    })),
  );

export const agencyVariable = (): QueryVariableBuilder =>
  queryVariable(
    "agency",
    "Agency",
    select("v_agency", (column) => ({
      columns: { id: column.agency, text: column.name },
      where: [`${column.member} = \${member:singlequote}`],
      orderBy: [column.name],
    })),
  );
