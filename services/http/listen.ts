import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { ProblemCode } from "#schema/problems.ts";
import type { App } from "./app.ts";
import { ProblemError } from "./problem.ts";

export type Listening = {
  /** `http://127.0.0.1:8080` */
  url: string;
  /** Accepts nothing new and waits for the requests under way, at most `patienceMs`; then cuts them off. */
  close(patienceMs: number): Promise<void>;
};

const keepAliveTimeoutMs = 5_000;
const idleCheckMs = 100;

/** Serves an application on an address; rejects with one sentence when that is taken. */
export async function listen(
  app: App,
  options: {
    host: string;
    port: number;
    headersTimeoutMs: number;
    requestTimeoutMs: number;
    /** Of the variables that say so; HOST and PORT unless told. */
    names?: string;
  },
): Promise<Listening> {
  const { host, port, headersTimeoutMs, requestTimeoutMs, names } = options;
  const answer = getRequestListener(app.fetch, {
    hostname: host,
    // Only a head that is no HTTP request gets here; the application answers its own failures.
    errorHandler: (error) => new ProblemError("malformed-request", { cause: error }).toResponse("/"),
  });
  const server = createServer(
    {
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      keepAliveTimeout: keepAliveTimeoutMs,
      connectionsCheckingInterval: Math.min(headersTimeoutMs, 1_000),
    },
    (incoming, outgoing) => void answer(incoming, outgoing),
  );
  server.on("clientError", answerBrokenHead);
  await bind(server, host, port, names);
  const address = server.address() as AddressInfo; // a server bound to a port has this form
  const name = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return { url: `http://${name}:${address.port}`, close: (patienceMs) => drain(server, patienceMs) };
}

function bind(server: Server, host: string, port: number, names?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const reason =
        { EADDRINUSE: "something else listens there", EACCES: "this user may not use that port" }[cause.code ?? ""] ??
        cause.message;
      const address = names === undefined ? `HOST ${host} PORT ${port}` : `${names} ${host} ${port}`;
      reject(new Error(`cannot listen on ${address}: ${reason}`, { cause }));
    });
    server.listen(port, host, resolve);
  });
}

async function drain(server: Server, patienceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const impatient = setTimeout(() => server.closeAllConnections(), patienceMs);
  // A connection whose request has just ended would otherwise be kept for the next one, which is not to come.
  const idle = setInterval(() => server.closeIdleConnections(), idleCheckMs);
  await closed;
  clearTimeout(impatient);
  clearInterval(idle);
}

const brokenHeads: Record<string, ProblemCode> = {
  HPE_HEADER_OVERFLOW: "head-too-large",
  ERR_HTTP_REQUEST_TIMEOUT: "request-timeout",
};

/** What Node would answer with a bare line, in the form of every other problem. */
function answerBrokenHead(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = new ProblemError(brokenHeads[error.code ?? ""] ?? "malformed-request");
  void problem
    .toResponse("/")
    .text()
    .then((body) => {
      const head = [
        `HTTP/1.1 ${problem.status} ${problem.code}`,
        "Content-Type: application/problem+json",
        `Content-Length: ${Buffer.byteLength(body)}`,
        "Connection: close",
      ];
      socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
    });
}
