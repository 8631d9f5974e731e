import { monitorEventLoopDelay } from "node:perf_hooks";
import { Counter, Gauge, Histogram } from "prom-client";
import { createRegistry, type MetricsRegistry } from "./metrics-registry.ts";

/** Where statements that read ClickHouse come from. */
export type QuerySource = "read" | "gateway";

export interface ObservedRequest {
  method: string;
  /** Its pattern, such as `/v1/figures`. */
  route: string;
  status: number;
  /** Code of the problem that it was answered with. */
  problem: string | undefined;
  ms: number;
}

/** What this process counts of itself, and a sample of it for readers. */
export interface Telemetry {
  request(observed: ObservedRequest): void;
  query(source: QuerySource, ms: number): void;
  /** What was counted since the sample before: measures by name and label. */
  takeSample(): Sample[];
  registry: MetricsRegistry;
  stop(): void;
}

/** A row of `operation_samples`, without its time. */
export interface Sample {
  measure: string;
  label: string;
  value: number;
}

/** Durations that are kept of one label between two samples: enough for a 95th percentile. */
const keptDurations = 2_000;
const loopResolutionMs = 10;
const secondsBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const pushRoute = /^\/v1\/agencies\/[^/]+\/pushes\/[^/]+$/;

export function createTelemetry(): Telemetry {
  const registry = createRegistry();
  const registers = [registry];
  const requestSeconds = new Histogram({
    name: "sparewheel_request_seconds",
    help: "How long requests took, by pattern of the route and status",
    labelNames: ["method", "route", "status"],
    buckets: secondsBuckets,
    registers,
  });
  const querySeconds = new Histogram({
    name: "sparewheel_query_seconds",
    help: "How long statements took that read ClickHouse, by what asked",
    labelNames: ["source"],
    buckets: secondsBuckets,
    registers,
  });
  const refused = new Counter({
    name: "sparewheel_pushes_refused",
    help: "Pushes that were refused, by code of the problem",
    labelNames: ["problem"],
    registers,
  });
  const loop = monitorEventLoopDelay({ resolution: loopResolutionMs });
  loop.enable();
  new Gauge({
    name: "sparewheel_process_memory_bytes",
    help: "Resident memory of the process, the embedded engine's in it",
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });

  const requests = new Map<string, number[]>();
  const queries = new Map<string, number[]>();
  const refusedSince = new Map<string, number>();
  const keep = (durations: Map<string, number[]>, label: string, seconds: number): void => {
    const found = durations.get(label) ?? [];
    if (found.length === 0) durations.set(label, found);
    if (found.length < keptDurations) found.push(seconds);
  };
  const percentiles = (measure: string, durations: Map<string, number[]>): Sample[] =>
    Array.from(durations, ([label, seconds]) => ({ measure, label, value: percentile95(seconds) }));

  return {
    registry,
    request({ method, route, status, problem, ms }) {
      const seconds = ms / 1_000;
      requestSeconds.observe({ method, route, status: String(status) }, seconds);
      keep(requests, route, seconds);
      if (method !== "PUT" || problem === undefined || !pushRoute.test(route)) return;
      refused.inc({ problem });
      refusedSince.set(problem, (refusedSince.get(problem) ?? 0) + 1);
    },
    query(source, ms) {
      querySeconds.observe({ source }, ms / 1_000);
      keep(queries, source, ms / 1_000);
    },
    takeSample() {
      const samples = [
        ...Array.from(refusedSince, ([label, value]) => ({ measure: "pushes_refused", label, value })),
        ...percentiles("request_seconds_p95", requests),
        ...percentiles("query_seconds_p95", queries),
        { measure: "process_memory_bytes", label: "", value: process.memoryUsage.rss() },
        // The clock ticks each 10 ms: what is beyond is how late a tick was.
        { measure: "event_loop_stall_ms", label: "", value: Math.max(0, loop.max / 1e6 - loopResolutionMs) },
      ];
      for (const each of [refusedSince, requests, queries]) each.clear();
      loop.reset();
      return samples;
    },
    stop: () => loop.disable(),
  };
}

/** Of the durations of one label, at least one. */
function percentile95(seconds: readonly number[]): number {
  const ordered = seconds.toSorted((one, other) => one - other);
  return ordered[Math.ceil(ordered.length * 0.95) - 1] ?? 0;
}
