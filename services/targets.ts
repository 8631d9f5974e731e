import { readingRules } from "#collectors/checking/reading-rules.ts";
import { createHmac, type KeyObject } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { startCalculatorInThread } from "#calculation/calculator-in-thread.ts";
import { type Calculator, startCalculator } from "#calculation/start-calculator.ts";
import type { ClickHouse } from "#db/clickhouse.ts";
import type { PostgresAddress, Sql } from "#db/postgres.ts";
import { createPrecedence, givingWay } from "#db/precedence.ts";
import type { ApiDocument } from "#http/api/api-document.ts";
import type { App } from "#http/app.ts";
import type { Authenticate, Key } from "#http/authenticate.ts";
import { ProblemError } from "#http/problem.ts";
import { listPushes } from "#ingest/list-pushes.ts";
import type { PreviewFigures } from "#ingest/preview-push.ts";
import { startIngest } from "#ingest/start-ingest.ts";
import type { ValidationPool } from "#ingest/validation-pool.ts";
import { observeReads } from "#metrics/observe-reads.ts";
import { startSampler } from "#metrics/start-sampler.ts";
import type { Telemetry } from "#metrics/telemetry.ts";
import { keyRoutes } from "#keys/key-routes.ts";
import { ownKeyRoute } from "#keys/own-key-route.ts";
import { ledgerClock } from "#ledger/ledger-head.ts";
import { keepFrontPageReady } from "#portal/keep-front-page-ready.ts";
import { portalRoutes } from "#portal/portal-routes.ts";
import { previewRows } from "#projection/preview-rows.ts";
import { projectionRoutes } from "#projection/projection-routes.ts";
import { type Projector, startProjector } from "#projection/start-projector.ts";
import { previewFigures } from "#read/preview-figures.ts";
import { openReading } from "#read/reading.ts";
import { readRoutes } from "#read/read-routes.ts";
import { registryRoutes } from "#registry/registry-routes.ts";
import type { Limits } from "#schema/limits.ts";
import type { Config } from "#services/config.ts";
import { checkDisk } from "#services/operations/check-disk.ts";

/** What modules may ask for; each names in its own `deps` what it needs of it. */
export type ModuleDeps = {
  sql: Sql;
  /** For threads that open connections of their own. It may hold a password. */
  postgresAddress: PostgresAddress;
  clickhouse: ClickHouse;
  authenticate: Authenticate;
  keyWithId: (publicId: string) => Promise<Key | undefined>;
  pepper: Buffer;
  /** Ed25519; signs receipts. */
  receiptKey: KeyObject;
  /** Receipts' `origin`. */
  serverId: string;
  epoch: number;
  limits: Limits;
  publicLevel: Config["publicLevel"];
  dataLabel: Config["dataLabel"];
  dataDirectory: string;
  /** Counts requests and statements. */
  telemetry: Telemetry;
  /** What the server answers, once everything is mounted. */
  description: () => ApiDocument;
  log: Logger;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Results are calculated in a thread of their own: for a process that answers others for long. */
  calculatesAside: boolean;
  startValidation: (threads: number) => ValidationPool;
  /** No result is calculated before. */
  isFilled: Promise<void>;
};

/** Something that runs beside requests, or holds what must be let go of. */
export type Running = { stop(): Promise<void> };

export type Modules = {
  /** The routes of the target: every module is mounted here and nowhere else. */
  mount(app: App): Running[];
  /** What runs beside requests. Called when ClickHouse is migrated, which may be long after the first request. */
  startBackground(): Running[];
  /** The projector of this process, once it runs. */
  projector(): Projector | undefined;
  /** What keeps results up with it. */
  calculator(): Calculator | undefined;
};

const verificationPatienceMs = 5_000;

/** Modules meet in tables; what one process has to tell itself (a commit happened) is wired here. */
export function createModules(target: Config["target"], deps: ModuleDeps): Modules {
  let projector: Projector | undefined;
  let calculator: Calculator | undefined;
  let isVerified = false;
  const { sql, clickhouse, limits, dataDirectory, now } = deps;
  const { telemetry } = deps;
  const precedence = createPrecedence();
  const reading = openReading(observeReads(clickhouse, (ms) => telemetry.query("read", ms)));
  const onCommitted = (): void => projector?.wake();

  const preview: PreviewFigures = async ({ agency, reference_date, ...push }) => {
    // Figures "before" must have what was accepted before.
    await projector?.drained();
    const rows = await previewRows(sql, { agency, reference_date, ...push });
    return await previewFigures(reading, { agency, date: reference_date, rows });
  };

  /** After an unclean stop the facts may hold what the ledger does not say; they are compared before anybody reads them. */
  const whenVerified = async (): Promise<void> => {
    if (target !== "all" || isVerified) return;
    const verified = projector?.verified.then(() => true) ?? false;
    isVerified = await Promise.race([verified, delay(verificationPatienceMs, false, { ref: false })]);
    if (!isVerified)
      throw new ProblemError("store-unavailable", { detail: "The figures are being compared with the ledger." });
  };

  return {
    mount(app) {
      if (target === "projector") return [];
      const ingest = startIngest({
        ...deps,
        checkDisk: () => checkDisk(dataDirectory, limits.free_disk_bytes_min),
        previewFigures: preview,
        onCommitted,
      });
      app.use(async (_, next) => {
        const leave = precedence.enter();
        await next().finally(leave);
      });
      app.route("/", ingest.routes);
      app.route("/", keyRoutes(deps));
      app.route("/", ownKeyRoute(deps));
      app.route("/", registryRoutes({ ...deps, clock: ledgerClock(now), onCommitted }));
      app.route("/", projectionRoutes({ ...deps, projector: () => projector }));
      app.route("/", readRoutes({ ...deps, reading, whenVerified }));
      const portal = portalRoutes({
        ...deps,
        reading,
        whenVerified,
        readingRules,
        filingsOf: (agency, page) => listPushes(sql, agency, page),
        // Of its own, so that what is signed for a browser is good for nothing else.
        sessionSecret: createHmac("sha256", deps.pepper).update("sessions of the portal").digest("base64"),
      });
      app.route("/", portal);
      return [ingest, ...(deps.publicLevel === "none" ? [] : [keepFrontPageReady(portal)])];
    },
    startBackground() {
      const sampler = startSampler({ ...deps, isOfLedger: target !== "api" });
      if (target === "api") return [sampler];
      projector = startProjector({ ...deps, precedence, onAdvanced: () => calculator?.wake() });
      // Results are for boards and pages, which show the last ones until there are others: requests, pushes and their facts go first.
      const patient = {
        ...deps,
        clickhouse: givingWay(clickhouse, precedence),
        verified: Promise.all([projector.verified, deps.isFilled]).then(() => {}),
      };
      calculator = deps.calculatesAside
        ? startCalculatorInThread(patient)
        : startCalculator({ ...patient, reading: openReading(patient.clickhouse) });
      return [projector, calculator, sampler];
    },
    projector: () => projector,
    calculator: () => calculator,
  };
}
