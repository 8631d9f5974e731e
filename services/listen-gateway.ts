import { startGateway } from "#gateway/start-gateway.ts";
import { listen } from "#http/listen.ts";
import type { Closers } from "#services/closers.ts";
import type { Config } from "#services/config.ts";
import type { ModuleDeps } from "#services/targets.ts";

/** Grafana waits a minute for an answer, and then asks anew; no statement of its runs that long. */
const drainPatienceMs = 5_000;

/** Opens Grafana's door to the embedded engine, where there is one; gives its address. */
export async function listenGateway(
  { gateway: config }: Pick<Config, "gateway">,
  deps: ModuleDeps,
  {
    timeouts,
    onClose,
  }: { timeouts: { headersTimeoutMs: number; requestTimeoutMs: number }; onClose: Closers["onClose"] },
): Promise<string | undefined> {
  const { clickhouse, telemetry } = deps;
  const { openReader } = clickhouse;
  if (!config || !openReader) return undefined;
  const { host, port, path, queries } = config;
  const onStatement = ({ ms }: { ms: number }): void => telemetry.query("gateway", ms);
  const gateway = await startGateway(
    { ...deps, clickhouse: { ...clickhouse, openReader }, onStatement },
    { path, queries },
  );
  onClose("the audit of the gateway", () => gateway.close());
  const listening = await listen(gateway, { host, port, ...timeouts, prefix: "GATEWAY_" });
  onClose("the gateway", () => listening.close(drainPatienceMs));
  return listening.url;
}
