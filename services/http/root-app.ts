import { randomUUID } from "node:crypto";
import { createMiddleware } from "hono/factory";
import { routePath } from "hono/route";
import { secureHeaders } from "hono/secure-headers";
import type { Logger } from "pino";
import { type App, type AppEnv, createApp } from "./app.ts";
import { ProblemError } from "./problem.ts";

export type RootOptions = {
  log: Logger;
  /** Whether a Host or Origin header may have this name. */
  isHostAllowed: (name: string) => boolean;
  /** False once the process was told to stop. */
  isAccepting: () => boolean;
  /** Told of every request but probes, once it is answered. */
  onRequest?: (request: {
    method: string;
    route: string;
    status: number;
    problem: string | undefined;
    ms: number;
  }) => void;
};

/** Answered whatever the host and whatever the state: a probe knows only an address. */
const probes = ["/healthz", "/readyz"];

/** The application that everything is mounted on: what every request passes before its own handler. */
export function createRootApp(options: RootOptions): App {
  const app = createApp();
  app.use(logged(options));
  app.use(
    secureHeaders({
      referrerPolicy: false,
      xFrameOptions: "DENY",
      // Whether there is TLS is known to the proxy that ends it, and a browser remembers this for months.
      strictTransportSecurity: false,
    }),
  );
  app.use(restricted());
  app.use(guarded(options));
  return app;
}

/** Nothing may be run from an answer, nor is it told where somebody came from; only a page names a policy of its own. */
const policies = {
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
} as const;

function restricted() {
  return createMiddleware<AppEnv>(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(policies)) if (!c.res.headers.has(name)) c.header(name, value);
  });
}

/** One line a request. Neither address nor query values: both may hold what somebody pasted by mistake. */
function logged({ log, isAccepting, onRequest = () => {} }: RootOptions) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const request_id = randomUUID();
    const started = performance.now();
    c.set("log", log.child({ request_id }));
    await next();
    c.header("x-request-id", request_id);
    // A connection that stays would keep a stopping process waiting.
    if (!isAccepting()) c.header("connection", "close");
    const isProbe = probes.includes(c.req.path);
    const { method } = c.req;
    const { status } = c.res;
    const route = routePath(c, -1);
    const ms = performance.now() - started;
    if (!isProbe) onRequest({ method, route, status, problem: c.get("problem"), ms });
    log[isProbe ? "debug" : "info"](
      {
        request_id,
        method,
        route,
        status,
        duration_ms: Math.round(ms),
        key: c.get("key")?.public_id,
      },
      "request",
    );
  });
}

function guarded({ isHostAllowed, isAccepting }: RootOptions) {
  return createMiddleware<AppEnv>(async (c, next) => {
    if (!probes.includes(c.req.path)) {
      if (!isAccepting()) throw new ProblemError("stopping");
      const origin = c.req.header("origin");
      if (
        !isHostAllowed(new URL(c.req.url).hostname) ||
        (origin !== undefined && !isOriginAllowed(origin, isHostAllowed))
      )
        throw new ProblemError("unknown-host");
    }
    await next();
  });
}

function isOriginAllowed(origin: string, isHostAllowed: (name: string) => boolean): boolean {
  // "null", of sandboxed pages, is no URL.
  return URL.canParse(origin) ? isHostAllowed(new URL(origin).hostname) : isHostAllowed("");
}
