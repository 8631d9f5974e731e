import { CommandFailure } from "../command-failure.ts";
import type { CommandIo } from "../command-io.ts";
import type { Progress } from "../progress.ts";

export interface ServerRequest {
  method: "GET" | "PUT";
  url: string;
  headers: Record<string, string>;
  body?: Uint8Array;
  /** For the sentences that tell what is waited for: "push of agency va". */
  words: string;
}

export interface ServerAnswer {
  status: number;
  /** Parsed JSON; undefined when the body is none. */
  body: unknown;
}

const retryable = new Set([408, 425, 429, 500, 502, 503, 504]);
const shortestWaitMs = 5_000;
const longestWaitMs = 300_000;
/** The server gives a request 120 s; a minute more for a slow way there. */
const attemptTimeoutMs = 180_000;

/**
 * Sends until the server gives an answer that a repetition would not change: for ever, unless `giveUpAt` (milliseconds
 * since 1970) is set or a person stops the command. Throws a failure with status 4 then.
 */
export async function sendUntilAnswered(
  request: ServerRequest,
  io: CommandIo,
  progress: Progress,
  giveUpAt?: number,
): Promise<ServerAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    const { answer, reason, leastWaitMs } = await attemptOnce(request, io);
    if (answer) return answer;
    if (io.signal?.aborted) throw stopped();
    const waitMs = Math.max(leastWaitMs, backoffMs(attempt, io.random()));
    if (giveUpAt !== undefined && io.now() + waitMs > giveUpAt)
      throw new CommandFailure(
        4,
        `Gave up on the ${request.words} after ${attempt} attempt${attempt === 1 ? "" : "s"}: ${reason}.`,
        "Run the same command again later; what was spooled is sent under the same push id.",
      );
    progress.warn(
      `${sentence(request.words)}: ${reason}; trying again in ${Math.ceil(waitMs / 1000)} s (attempt ${attempt + 1}).`,
    );
    await sleepOrStop(waitMs, io);
  }
}

/** Full jitter between 5 s and a bound that doubles from 10 s to 5 min: senders that failed together return apart. */
export function backoffMs(attempt: number, random: number): number {
  const bound = Math.min(longestWaitMs, 2 * shortestWaitMs * 2 ** Math.min(attempt - 1, 10));
  return Math.round(shortestWaitMs + random * (bound - shortestWaitMs));
}

async function attemptOnce(
  request: ServerRequest,
  io: CommandIo,
): Promise<{ answer?: ServerAnswer; reason: string; leastWaitMs: number }> {
  const timeout = AbortSignal.timeout(attemptTimeoutMs);
  try {
    const response = await io.fetch(request.url, {
      method: request.method,
      headers: request.headers,
      body: request.body ?? null,
      // A redirect would carry the key to an address that nobody chose.
      redirect: "manual",
      signal: io.signal ? AbortSignal.any([timeout, io.signal]) : timeout,
    });
    const body = parsedOrUndefined(await response.text());
    const isInProgress = response.status === 409 && problemCode(body) === "push-in-progress";
    if (!retryable.has(response.status) && !isInProgress)
      return { answer: { status: response.status, body }, reason: "", leastWaitMs: 0 };
    return {
      reason: `the server answered ${response.status}${isInProgress ? " (the same push is being stored)" : ""}`,
      leastWaitMs: retryAfterMs(response.headers.get("retry-after"), io.now()),
    };
  } catch (error) {
    return { reason: `no answer from ${new URL(request.url).host} (${causeOf(error)})`, leastWaitMs: 0 };
  }
}

/** The stable code of an `application/problem+json` body. */
export function problemCode(body: unknown): string {
  const { code, type } = (typeof body === "object" && body !== null ? body : {}) as { code?: unknown; type?: unknown };
  if (typeof code === "string") return code;
  return typeof type === "string" ? (type.split("/").at(-1) ?? "") : "";
}

/** RFC 9110: seconds or a date. */
function retryAfterMs(field: string | null, now: number): number {
  if (field === null) return 0;
  const ms = /^\d+$/.test(field.trim()) ? Number(field) * 1000 : Date.parse(field) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

function parsedOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  const { code } = cause as NodeJS.ErrnoException;
  return typeof code === "string" ? code : cause.message || cause.name;
}

async function sleepOrStop(ms: number, io: CommandIo): Promise<void> {
  const { signal } = io;
  if (!signal) return io.sleep(ms);
  let stop: (() => void) | undefined;
  const stopping = new Promise<never>((_, reject) => {
    stop = () => reject(stopped());
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    if (signal.aborted) throw stopped();
    await Promise.race([io.sleep(ms), stopping]);
  } finally {
    if (stop) signal.removeEventListener("abort", stop);
  }
}

const stopped = (): CommandFailure =>
  new CommandFailure(
    4,
    "Stopped before the server acknowledged everything.",
    "Run the same command again: what was spooled is sent under the same push id, and nothing is counted twice.",
  );

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
