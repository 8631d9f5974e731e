import { Registry } from "prom-client";

/** Metrics in the text form of OpenMetrics. */
export const metricsType = Registry.OPENMETRICS_CONTENT_TYPE;
export type MetricsRegistry = Registry<typeof metricsType>;

export function createRegistry(): MetricsRegistry {
  // Its type names the form that a new one has, and not the one that it is about to have.
  const registry = new Registry() as unknown as MetricsRegistry;
  registry.setContentType(metricsType);
  return registry;
}
