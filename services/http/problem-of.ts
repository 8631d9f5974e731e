import { HTTPException } from "hono/http-exception";
import type { ProblemCode } from "#schema/problems.ts";
import { ProblemError } from "./problem.ts";

/** Any failure as a problem. What nobody foresaw is `internal`, with the failure as its cause. */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof HTTPException) return ofFramework(error);
  return new ProblemError(storeProblem(error) ?? "internal", { cause: error });
}

/** The framework throws these itself, before a handler runs. */
function ofFramework(error: HTTPException): ProblemError {
  switch (error.status) {
    case 400:
      return new ProblemError(error.message.includes("JSON") ? "malformed-json" : "malformed-request");
    case 413:
      return new ProblemError("too-large");
    case 415:
      return new ProblemError("unsupported-media-type");
    default:
      return new ProblemError("internal", { cause: error });
  }
}

const diskFull = new Set([
  "ENOSPC",
  "EDQUOT",
  "53100", // Postgres: disk_full
  "243", // ClickHouse: NOT_ENOUGH_SPACE
]);

const unreachable = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "25006", // Postgres: read_only_sql_transaction, a standby after a failover
  "53300", // Postgres: too_many_connections
  "57014", // Postgres: query_canceled, by the statement timeout
]);

function storeProblem(error: unknown): ProblemCode | undefined {
  // The query builder wraps the driver's error; the limit guards against a chain that turns back on itself.
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const { code, syscall } = at as { code?: unknown; syscall?: unknown };
    if (typeof code !== "string") continue;
    if (diskFull.has(code)) return "storage-full";
    // 08: connection exceptions. 57P: the server shuts down, crashed or is starting. ENOENT: its socket is gone.
    if (unreachable.has(code) || /^(?:08|57P)/.test(code)) return "store-unavailable";
    if (code === "ENOENT" && syscall === "connect") return "store-unavailable";
  }
  return undefined;
}
