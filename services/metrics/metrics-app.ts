import { Counter, Gauge } from "prom-client";
import type { Logger } from "pino";
import type { ClickHouse } from "#db/clickhouse.ts";
import type { Sql } from "#db/postgres.ts";
import { type App, createApp } from "#http/app.ts";
import { ProblemError } from "#http/problem.ts";
import { indicatorMetrics } from "./indicator-metrics.ts";
import { type LedgerMeasures, readLedgerMeasures } from "./ledger-measures.ts";
import { createRegistry, type MetricsRegistry, metricsType } from "./metrics-registry.ts";
import type { Telemetry } from "./telemetry.ts";

export interface MetricsDeps {
  clickhouse: ClickHouse;
  sql: Sql;
  telemetry: Telemetry;
  log: Logger;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Whether a Host header may have this name. */
  isHostAllowed: (name: string) => boolean;
}

/** `GET /metrics`, in the text form of OpenMetrics: this process, the ledger, and today's indicators. */
export function metricsApp({ clickhouse, sql, telemetry, log, now, isHostAllowed }: MetricsDeps): App {
  const app = createApp();
  let ledger: LedgerMeasures | undefined;

  async function ledgerMetrics(): Promise<MetricsRegistry> {
    ledger = await readLedgerMeasures(sql, now(), ledger);
    const registry = createRegistry();
    const registers = [registry];
    const set = (name: string, help: string, value: number): void => new Gauge({ name, help, registers }).set(value);
    const count = (name: string, help: string, value: number): void =>
      new Counter({ name, help, registers }).inc(value);
    count("sparewheel_pushes_accepted", "Pushes in the ledger", ledger.pushes);
    count("sparewheel_records_accepted", "Workloads that these listed", ledger.records);
    set("sparewheel_projector_lag_entries", "Entries of the ledger that figures do not have yet", ledger.lag_entries);
    set("sparewheel_projector_lag_seconds", "How long the oldest of them has waited", ledger.lag_seconds);
    return registry;
  }

  /** A store that is down takes its part away, and not what is known of the rest. */
  async function partOf(name: string, read: () => Promise<MetricsRegistry>): Promise<MetricsRegistry[]> {
    try {
      return [await read()];
    } catch (error) {
      log.warn({ err: error }, `metrics of ${name} could not be read`);
      return [];
    }
  }

  app.get("/metrics", async (c) => {
    if (!isHostAllowed(new URL(c.req.url).hostname)) throw new ProblemError("unknown-host");
    const parts = [
      telemetry.registry,
      ...(await partOf("the ledger", ledgerMetrics)),
      ...(await partOf("indicators", () => indicatorMetrics(clickhouse))),
    ];
    const texts = [];
    for (const registry of parts) {
      texts.push((await registry.metrics()).replace(/# EOF\n?$/, ""));
    }
    const text = `${texts.map((each) => each.trimEnd()).join("\n")}\n# EOF\n`;
    return c.body(text, 200, { "content-type": metricsType, "cache-control": "no-store" });
  });
  return app;
}
