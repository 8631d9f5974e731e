import type { Board } from "./board.ts";
import type { ClickHouseQuery } from "./clickhouse-query.ts";

export interface BoardQuery {
  board: Board;
  /** The board's uid, then the panel or the variable. */
  name: string;
  sql: string;
  form: "timeseries" | "table" | "variable";
  /** Of a panel. */
  panelId?: number;
}

/** Everything that a board asks. */
export function boardQueries(board: Board): BoardQuery[] {
  const { uid, dashboard } = board;
  const ofPanels = (dashboard.panels ?? []).flatMap((panel) =>
    // Every query of these boards is made by `clickhouse-query.ts`.
    ("targets" in panel ? ((panel.targets ?? []) as ClickHouseQuery[]) : []).map(
      ({ refId, rawSql, queryType }): BoardQuery => ({
        board,
        name: `${uid} ${panel.id} ${refId} ${panel.title}`,
        sql: rawSql,
        form: queryType,
        panelId: panel.id,
      }),
    ),
  );
  const ofVariables = (dashboard.templating.list ?? []).flatMap(({ name, query }): BoardQuery[] =>
    typeof query === "object" ? [{ board, name: `${uid} $${name}`, sql: String(query.rawSql), form: "variable" }] : [],
  );
  return [...ofVariables, ...ofPanels];
}
