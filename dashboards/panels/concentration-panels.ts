import { isLatest } from "../conditions.ts";
import { select } from "../select.ts";
import { describeIndicator } from "../words.ts";
import { linePanel } from "./line-panel.ts";
import type { PanelWords } from "./panel-words.ts";
import { tablePanel } from "./table-panel.ts";

type Placed = Pick<PanelWords, "id" | "span" | "title"> & { height?: number };
type Dimension = "provider" | "jurisdiction";

/** HHI of each layer at month ends. */
export const concentrationTrend = (dimension: Dimension, words: Placed) =>
  linePanel({
    ...words,
    description: describeIndicator("CONCENTRATION"),
    unit: "none",
    max: 1,
    seriesBy: "layer",
    sql: select("v_concentration", (column) => ({
      columns: { time: `toDateTime(${column.date})`, layer: column.layer, HHI: `any(${column.hhi})` },
      where: ["group_kind = 'coalition'", `${column.dimension} = '${dimension}'`, "$__dateFilter(date)"],
      groupBy: [column.date, column.layer],
      orderBy: ["time", "layer"],
    })),
  });

/** Who carries a layer, the largest first. */
export const largestShares = (dimension: Dimension, words: Placed) =>
  tablePanel({
    ...words,
    description: describeIndicator("CONCENTRATION", {
      more: "Shares of the layer's weight: each workload weighs 1 in each layer.",
    }),
    sql: select("v_concentration", (column) => ({
      columns: {
        Layer: column.layer,
        Name: column.entity_name,
        "share of the layer": column.share,
        "workloads in the layer": column.layer_workloads,
        "HHI of the layer": column.hhi,
      },
      where: ["group_kind = 'coalition'", `${column.dimension} = '${dimension}'`, isLatest],
      orderBy: [column.layer, `${column.share} DESC`, "Name"],
      limit: 100,
    })),
    units: { "share of the layer": "percentunit" },
    gauges: ["share of the layer"],
    widths: { Name: 260 },
  });
