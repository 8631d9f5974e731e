import { readingRules } from "#collectors/checking/reading-rules.ts";
import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { migratePostgres } from "#db/migrate-postgres.ts";
import { migrationFolders } from "#db/migrations.ts";
import { type ApiDocument, apiDocument } from "#http/api/api-document.ts";
import { apiRoutes } from "#http/api/api-routes.ts";
import { examples } from "#http/api/examples.ts";
import { hostRule } from "#http/allowed-hosts.ts";
import type { App } from "#http/app.ts";
import { listen, type Listening } from "#http/listen.ts";
import { createRootApp } from "#http/root-app.ts";
import { startValidationPool, type ValidationPool } from "#ingest/validation-pool.ts";
import { openAuthentication } from "#keys/authentication.ts";
import { makeFirstAdminKey } from "#keys/first-admin-key.ts";
import { type Closers, createClosers } from "#services/closers.ts";
import { startMetrics } from "#metrics/start-metrics.ts";
import { createTelemetry } from "#metrics/telemetry.ts";
import type { Config } from "#services/config.ts";
import { listenGateway } from "#services/listen-gateway.ts";
import { openStores } from "#services/open-stores.ts";
import { packageVersion } from "#services/operations/build-info.ts";
import { migrateWhenUp } from "#services/operations/migrate-when-up.ts";
import { openSecrets } from "#services/operations/open-secrets.ts";
import { operationRoutes } from "#services/operations/operation-routes.ts";
import { referencePageRoutes } from "#services/operations/reference-page-routes.ts";
import { serverIdentity } from "#services/operations/server-identity.ts";
import { createModules, type ModuleDeps, type Modules } from "#services/targets.ts";

export type Platform = {
  /** `app.request(…)` is the API without a port. */
  app: App;
  deps: ModuleDeps;
  modules: Modules;
  /** The API's address, and those of the gateway and of metrics where there are such. */
  listen(): Promise<Listening & { gatewayUrl: string | undefined; metricsUrl: string | undefined }>;
  /** Refuses what is new, finishes requests, stops what runs beside them, closes the stores. */
  close(): Promise<void>;
};

export type PlatformOptions = {
  log: Logger;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Puts the first admin key before a person; without it the key goes to a file. */
  showFirstKey?: (token: string) => void;
  /** A thread of its own for results costs a second of the processor: for processes that live longer. */
  calculatesAside?: boolean;
  /** For a process that opens one platform after the other, and need not start the threads again that validate pushes. */
  startValidation?: (threads: number) => ValidationPool;
  /** Results are calculated once this resolves: for whoever fills the ledger first, and would have them made of every part of it. */
  isFilled?: Promise<void>;
};

/** Of the 30 s that a stop may take, what is left for the projector and the stores. */
const drainPatienceMs = 18_000;

/** Opens both stores, brings them up to date and mounts the modules of the target. What was opened is closed when a step fails. */
export async function openPlatform(config: Config, options: PlatformOptions): Promise<Platform> {
  const closers = createClosers(options.log);
  try {
    return await open(config, options, closers);
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

async function open(
  config: Config,
  {
    log,
    now,
    showFirstKey,
    calculatesAside = false,
    startValidation = startValidationPool,
    isFilled = Promise.resolve(),
  }: PlatformOptions,
  { onClose, closeAll }: Closers,
): Promise<Platform> {
  const { dataDirectory, limits, target } = config;
  const { sql, postgresAddress, clickhouse } = await openStores(config, { log, onClose });
  const applied = await migratePostgres(sql, migrationFolders.postgres);
  if (applied.length > 0) log.info({ applied }, "Postgres was migrated");

  const { server_id: serverId, epoch } = await serverIdentity(sql, randomUUID());
  const secrets = await openSecrets(sql, config);
  const authentication = openAuthentication({ sql, pepper: secrets.pepper, now });
  onClose("the audit of refused keys", () => authentication.close());
  const { authenticate, keyWithId } = authentication;
  const { publicLevel, dataLabel } = config;
  const telemetry = createTelemetry();
  onClose("telemetry", () => Promise.resolve(telemetry.stop()));
  // Asked for when everything is mounted, and then the same for good.
  let described: ApiDocument | undefined;
  const description = (): ApiDocument => (described ??= apiDocument(app, { version: packageVersion(), examples }));
  const deps = {
    telemetry,
    sql,
    postgresAddress,
    clickhouse,
    authenticate,
    keyWithId,
    ...secrets,
    serverId,
    epoch,
    limits,
    publicLevel,
    dataLabel,
    dataDirectory,
    description,
    log,
    now,
    calculatesAside,
    startValidation,
    isFilled,
  };
  if (target !== "projector") await makeFirstAdminKey(deps, { dataDirectory, show: showFirstKey });

  let isAccepting = true;
  const isHostAllowed = hostRule({ listenOn: config.host, allowedHosts: config.allowedHosts });
  const app = createRootApp({
    log,
    isHostAllowed,
    isAccepting: () => isAccepting,
    onRequest: (request) => telemetry.request(request),
  });
  const postgresEngine = config.postgres.engine;
  const freeBytesMin = limits.free_disk_bytes_min;
  app.route("/", operationRoutes({ ...deps, postgresEngine, freeBytesMin, isAccepting: () => isAccepting }));
  app.route("/", referencePageRoutes({ readingRules }));
  const modules = createModules(target, deps);
  app.route("/", apiRoutes(description));
  for (const running of modules.mount(app)) onClose("a module", () => running.stop());

  const background = await migrateWhenUp({ clickhouse, sql, log }, () => modules.startBackground());
  onClose("what runs beside requests", () => background.stop());

  return {
    app,
    deps,
    modules,
    async listen() {
      const { host, port } = config;
      const { headers_timeout_ms: headersTimeoutMs, request_timeout_ms: requestTimeoutMs } = limits;
      const timeouts = { headersTimeoutMs, requestTimeoutMs };
      const listening = await listen(app, { host, port, ...timeouts });
      onClose("the listener", () => listening.close(drainPatienceMs));
      const gatewayUrl = await listenGateway(config, deps, { timeouts, onClose });
      const metrics = await startMetrics(deps, { ...config.metrics, allowedHosts: config.allowedHosts, ...timeouts });
      if (metrics) {
        onClose("the listener of metrics", () => metrics.close(0));
        log.info({ url: `${metrics.url}/metrics` }, "metrics");
      }
      return { ...listening, gatewayUrl, metricsUrl: metrics && `${metrics.url}/metrics` };
    },
    async close() {
      isAccepting = false;
      await closeAll();
    },
  };
}
