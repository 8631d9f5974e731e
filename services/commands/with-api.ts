import { reportFailure } from "#collectors/commands/report-failure.ts";
import { CommandFailure } from "#collectors/command-failure.ts";
import { serverAddress } from "#collectors/pushing/server-address.ts";
import { problems } from "#schema/problems.ts";
import { chooseKey } from "./choose-key.ts";
import { type CliContext, defaultServer, type GlobalFlags } from "./cli-context.ts";

/** The API of a server: answers of success as values, all others as failures of the command. */
export type Api = { call(method: string, path: string, body?: unknown): Promise<unknown> };

type Send = (path: string, init: RequestInit) => Promise<Response>;

const timeoutMs = 10 * 60_000; // a rebuild answers when it is done
const mostErrorsShown = 20;

/**
 * Runs a command that needs the API and returns its exit status. When no server was named and none listens on this
 * machine, the stores are opened here, with a key that ends with the command.
 */
export async function withApi(
  context: CliContext,
  flags: GlobalFlags,
  work: (api: Api) => Promise<void>,
): Promise<number> {
  const { io } = context;
  let close = (): Promise<void> => Promise.resolve();
  try {
    const { base } = serverAddress(flags.server ?? defaultServer(context));
    const isLocal = flags.server === undefined && !(await isListening(io.fetch, base));
    let send: Send;
    if (isLocal) {
      // The whole server, which takes longer to read than a server that runs to answer.
      const { openLocalApi } = await import("./local-api.ts");
      const local = await openLocalApi(context);
      send = (path, init) => local.send(path, init);
      close = () => local.close();
    } else send = remote(io.fetch, base, chooseKey(context, flags));
    await work({ call: async (method, path, body) => await call(send, method, path, body) });
    return 0;
  } catch (error) {
    return reportFailure(error, flags, io);
  } finally {
    await close();
  }
}

async function isListening(fetch_: typeof fetch, base: string): Promise<boolean> {
  try {
    await fetch_(`${base}/healthz`, { signal: AbortSignal.timeout(5_000) });
    return true;
  } catch (error) {
    return !(error instanceof Error && (error.cause as { code?: string } | undefined)?.code === "ECONNREFUSED");
  }
}

function remote(fetch_: typeof fetch, base: string, key: string | undefined): Send {
  return async (path, init) => {
    const headers = new Headers(init.headers);
    if (key !== undefined) headers.set("authorization", `Bearer ${key}`);
    try {
      return await fetch_(`${base}${path}`, { ...init, headers, signal: AbortSignal.timeout(timeoutMs) });
    } catch (error) {
      const cause = error instanceof Error ? (error.cause ?? error) : error;
      const reason =
        cause instanceof Error ? cause.message || ((cause as { code?: string }).code ?? "") : String(cause);
      throw new CommandFailure(4, `${base} was not reached: ${reason}`, "Check --server, and that the server runs.");
    }
  };
}

async function call(send: Send, method: string, path: string, body: unknown): Promise<unknown> {
  const init: RequestInit = { method };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { "content-type": "application/json" };
  }
  const response = await send(path, init);
  const text = await response.text();
  if (!response.ok) throw failureOf(response.status, text);
  return text === "" ? undefined : (JSON.parse(text) as unknown);
}

type Answer = {
  title?: string;
  detail?: string;
  code?: string;
  errors?: { parameter?: string; pointer?: string; message: string }[];
};

function failureOf(status: number, text: string): CommandFailure {
  const answer = parseAnswer(text);
  if (!answer) return new CommandFailure(status >= 500 ? 4 : 3, `The server answered ${status}.`, "Check --server.");
  const { title = "Refused", detail = "", code = "", errors = [] } = answer;
  const lines = errors
    .slice(0, mostErrorsShown)
    .map(({ parameter, pointer, message }) => `  ${parameter ?? pointer ?? ""}: ${message}`);
  if (errors.length > mostErrorsShown) lines.push(`  and ${errors.length - mostErrorsShown} more`);
  const exit = status === 422 ? 1 : status >= 500 ? 4 : 3;
  const remedy = Object.hasOwn(problems, code) ? problems[code as keyof typeof problems].remedy : "See docs/problems.";
  return new CommandFailure(exit, [`${title} (${status} ${code}). ${detail}`, ...lines].join("\n"), remedy);
}

/** Nothing when it is not ours: a proxy's page, another service. */
function parseAnswer(text: string): Answer | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "code" in value ? (value as Answer) : undefined;
  } catch {
    return undefined;
  }
}
