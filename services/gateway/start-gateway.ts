import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Logger } from "pino";
import type { ClickHouse } from "#db/clickhouse.ts";
import type { Sql } from "#db/postgres.ts";
import type { Authenticate, Key } from "#http/authenticate.ts";
import { ProblemError } from "#http/problem.ts";
import { readersDatabase } from "#views/view.ts";
import { answerStatement, type StatementDeps } from "./answer-statement.ts";
import { type Catalogue, readerCatalogue } from "./catalogue.ts";
import { credentialsOf } from "./credentials.ts";
import { GatewayException } from "./exception.ts";
import { originOf } from "./grafana-origin.ts";
import { helloBlock, helloStatement } from "./native-block.ts";
import { createQuerySlots } from "./query-slots.ts";
import { readStatement } from "./read-request.ts";
import { auditReading, type Reader } from "./reading-audit.ts";
import { type ReaderLimits, readerLimits } from "./reader-limits.ts";
import { makeStandIns, standInsOf } from "./stand-ins.ts";

export type GatewayDeps = {
  clickhouse: ClickHouse & { openReader: StatementDeps["openReader"] };
  sql: Sql;
  authenticate: Authenticate;
  log: Logger;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Told of every statement: `answered` or the name of its exception, such as `ACCESS_DENIED`, and how long it took, waiting included. */
  onStatement?: (statement: { outcome: string; ms: number }) => void;
};

export type GatewayOptions = {
  /** Statements that run at the same time. */
  queries: number;
  /** Where statements are taken besides `/`. */
  path: string;
  limits?: Partial<ReaderLimits>;
  catalogue?: Catalogue;
};

export type Gateway = {
  /** Answers a request; the second argument has the socket, where there is one. */
  fetch(request: Request, bindings?: { incoming?: { socket: { remoteAddress?: string } } }): Promise<Response>;
  /** Writes what is still to be audited. */
  close(): Promise<void>;
};

const displayName = "sparewheel";
const maxWaiting = 200;
/** Below it, compression costs more than it saves. */
const leastGzipBytes = 1_024;
const fastGzip = { level: 1 };
const gzipped = promisify(gzip);

/**
 * What Grafana's ClickHouse plugin takes for a ClickHouse server: statements of the holders of `grafana` keys, over the views of the
 * key's scope in the embedded engine. There is no check of Host or Origin as on the API, because nothing is answered without a key, and no
 * browser has one by itself.
 */
export async function startGateway(deps: GatewayDeps, options: GatewayOptions): Promise<Gateway> {
  const { clickhouse, log } = deps;
  const { catalogue = readerCatalogue } = options;
  await makeStandIns(clickhouse, catalogue);
  const [{ version }] = (await clickhouse.read<{ version: string }>("SELECT version() AS version")) as [
    { version: string },
  ]; // one row by its nature
  const limits = { ...readerLimits, ...options.limits };
  const audit = auditReading(deps);
  const observed = (outcome: string, started: number): number => {
    const ms = performance.now() - started;
    deps.onStatement?.({ outcome, ms });
    return Math.round(ms);
  };
  const statements: StatementDeps = {
    openReader: clickhouse.openReader,
    slots: createQuerySlots({ slots: options.queries, maxWaiting }),
    limits,
    names: { catalogue, standIns: standInsOf(clickhouse.database) },
  };
  const scopeOf = ({ member }: Reader): string =>
    readersDatabase(clickhouse.database, member === null ? {} : { member });
  const hello = helloBlock({ displayName, version });

  /** Throws a `GatewayException`; an error of the store that keeps keys is none. */
  const readerOf = async (request: Request, address: string | undefined): Promise<Reader> => {
    const credentials = credentialsOf(request.headers);
    const key = credentials && (await keyOf(deps.authenticate, credentials.password, address));
    if (credentials?.user !== "grafana" || key?.kind !== "grafana") throw authenticationFailed(version);
    return { publicId: key.public_id, member: key.member, origin: originOf(request.headers.get("user-agent")) };
  };

  const answer = async (request: Request, address: string | undefined): Promise<Response> => {
    const reader = await readerOf(request, address);
    const started = performance.now();
    let sql = "";
    let isPassed = false;
    try {
      const statement = await readStatement(request, { database: catalogue.database, sqlBytes: limits.sqlBytes });
      sql = statement.sql;
      const asking = { statement, scope: scopeOf(reader), signal: request.signal };
      const isHello = sql.trim() === helloStatement;
      const rows = isHello ? hello : await answerStatement(statements, asking, () => void (isPassed = true));
      if (!isHello) audit.answered(reader);
      const duration_ms = observed("answered", started);
      log.debug({ key: reader.publicId, ...reader.origin, duration_ms, bytes: rows.length }, "statement answered");
      return await rowsResponse(rows, { queryId: statement.queryId, accepts: request.headers.get("accept-encoding") });
    } catch (error) {
      if (!(error instanceof GatewayException)) throw error;
      const duration_ms = observed(error.label, started);
      // Past the gate the engine's own check of rights should find nothing: when it does, the gate has a hole.
      const isHole = isPassed && error.label === "ACCESS_DENIED";
      if (!isPassed || isHole) await audit.refused(reader, sql, error);
      log[isHole ? "error" : "info"](
        {
          key: reader.publicId,
          ...reader.origin,
          duration_ms,
          code: error.code,
          error: error.label,
          is_passed: isPassed,
        },
        "statement not answered",
      );
      throw error;
    }
  };

  return {
    async fetch(request, bindings) {
      try {
        const { pathname } = new URL(request.url);
        const isPing = pathname === "/ping" || (pathname === "/" && request.method !== "POST");
        if (isPing && ["GET", "HEAD"].includes(request.method)) return new Response("Ok.\n", { headers: plainText });
        if (pathname !== "/" && pathname !== options.path)
          return new Response(`There is no handle ${pathname}\n`, { status: 404, headers: plainText });
        if (request.method !== "POST")
          throw new GatewayException("NOT_IMPLEMENTED", "A statement is the body of a POST");
        return await answer(request, bindings?.incoming?.socket.remoteAddress);
      } catch (error) {
        return exceptionResponse(error instanceof GatewayException ? error : unexpected(error, log));
      }
    },
    close: () => audit.close(),
  };
}

async function keyOf(
  authenticate: Authenticate,
  password: string,
  address: string | undefined,
): Promise<Key | undefined> {
  try {
    return await authenticate(`Bearer ${password}`, address);
  } catch (error) {
    if (error instanceof ProblemError && error.code === "invalid-key") return undefined;
    throw error;
  }
}

const authenticationFailed = (version: string): GatewayException =>
  new GatewayException(
    "AUTHENTICATION_FAILED",
    `grafana: Authentication failed: password is incorrect, or there is no user with such name. (version ${version})`,
  );

function unexpected(error: unknown, log: Logger): GatewayException {
  log.error({ err: error }, "a request of the gateway failed");
  return new GatewayException("NETWORK_ERROR", "The store of keys does not answer; try again later");
}

const plainText = { "content-type": "text/plain; charset=UTF-8", "cache-control": "no-store" };

function exceptionResponse(exception: GatewayException): Response {
  return new Response(`${exception.text()}\n`, {
    status: exception.status,
    headers: { ...plainText, "x-clickhouse-exception-code": String(exception.code) },
  });
}

async function rowsResponse(
  rows: Uint8Array,
  { queryId, accepts }: { queryId: string | undefined; accepts: string | null },
): Promise<Response> {
  const isGzip = rows.length >= leastGzipBytes && /\bgzip\b/.test(accepts ?? "");
  const body = new Uint8Array(isGzip ? await gzipped(rows, fastGzip) : rows);
  return new Response(body, {
    headers: {
      "content-type": "application/octet-stream",
      "cache-control": "no-store",
      "x-clickhouse-format": "Native",
      "x-clickhouse-timezone": "UTC",
      "x-clickhouse-server-display-name": displayName,
      ...(queryId !== undefined && { "x-clickhouse-query-id": queryId }),
      ...(isGzip && { "content-encoding": "gzip" }),
    },
  });
}
