import { Gauge } from "prom-client";
import type { ClickHouse } from "#db/clickhouse.ts";
import { readersDatabase } from "#views/view.ts";
import { createRegistry, type MetricsRegistry } from "./metrics-registry.ts";

interface FigureRow {
  code: string;
  group_kind: string;
  group_id: string;
  value: number | null;
  lower: number | null;
  upper: number | null;
  n: number;
}

/** The indicators of today, of the coalition and its members, as `v_figure` and `v_debt` have them. What is unknown has no sample. */
export async function indicatorMetrics(clickhouse: ClickHouse): Promise<MetricsRegistry> {
  const registry = createRegistry();
  const registers = [registry];
  const group = ["code", "group_kind", "group_id"] as const;
  const indicator = new Gauge({
    name: "sparewheel_indicator",
    help: "An indicator of today: a share from 0 to 1, or days for DEPLOY_SPEED, whose bounds are quartiles",
    labelNames: [...group, "bound"],
    registers,
  });
  const population = new Gauge({
    name: "sparewheel_indicator_population",
    help: "How many workloads or agencies an indicator is over",
    labelNames: [...group],
    registers,
  });
  const debtGroup = ["kind", "group_kind", "group_id"] as const;
  const debtItems = new Gauge({
    name: "sparewheel_reliability_debt_items",
    help: "Open items of reliability debt today",
    labelNames: [...debtGroup],
    registers,
  });
  const debtDays = new Gauge({
    name: "sparewheel_reliability_debt_days",
    help: "Days that the open items of reliability debt have run together",
    labelNames: [...debtGroup],
    registers,
  });
  const knownAt = new Gauge({
    name: "sparewheel_indicator_known_seconds",
    help: "Until when what the indicators are of was known, as a Unix time",
    registers,
  });

  const database = `\`${readersDatabase(clickhouse.database, {})}\``;
  const rows = await clickhouse.read<FigureRow>(
    `SELECT code, group_kind, group_id, value, lower, upper, toFloat64(n) AS n FROM ${database}.v_figure
    WHERE is_latest AND group_kind IN ('coalition', 'member')`,
  );
  for (const { code, group_kind, group_id, n, ...bounds } of rows) {
    population.set({ code, group_kind, group_id }, n);
    for (const bound of ["value", "lower", "upper"] as const) {
      const value = bounds[bound];
      if (value !== null) indicator.set({ code, group_kind, group_id, bound }, value);
    }
  }
  const debts = await clickhouse.read<{
    kind: string;
    group_kind: string;
    group_id: string;
    items: number;
    days: number;
  }>(
    `SELECT kind, group_kind, group_id, toFloat64(items) AS items, toFloat64(days) AS days FROM ${database}.v_debt
    WHERE group_kind IN ('coalition', 'member')
      AND date = (SELECT max(date) FROM ${database}.v_debt WHERE group_kind = 'coalition')`,
  );
  for (const { kind, group_kind, group_id, items, days } of debts) {
    debtItems.set({ kind, group_kind, group_id }, items);
    debtDays.set({ kind, group_kind, group_id }, days);
  }
  const [calculation] = await clickhouse.read<{ known_at: string }>(`SELECT known_at FROM ${database}.v_calculation`);
  if (calculation) knownAt.set(Date.parse(calculation.known_at) / 1_000);
  return registry;
}
