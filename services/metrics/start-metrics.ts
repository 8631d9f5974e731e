import { listen, type Listening } from "#http/listen.ts";
import { hostRule } from "#http/allowed-hosts.ts";
import { metricsApp, type MetricsDeps } from "./metrics-app.ts";

export interface MetricsListener {
  host: string;
  /** 0 takes any free port. */
  port: number;
  allowedHosts: readonly string[];
  headersTimeoutMs: number;
  requestTimeoutMs: number;
}

/** Serves metrics on an address of their own. Undefined when something else listens there: the service runs without. */
export async function startMetrics(
  deps: Omit<MetricsDeps, "isHostAllowed">,
  { allowedHosts, ...address }: MetricsListener,
): Promise<Listening | undefined> {
  const isHostAllowed = hostRule({ listenOn: address.host, allowedHosts });
  try {
    return await listen(metricsApp({ ...deps, isHostAllowed }), { ...address, names: "METRICS_HOST and METRICS_PORT" });
  } catch (error) {
    deps.log.error({ err: error }, "metrics are not served");
    return undefined;
  }
}
