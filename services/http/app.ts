import { OpenAPIHono } from "@hono/zod-openapi";
import type { HttpBindings } from "@hono/node-server";
import type { Logger } from "pino";
import type { ProblemCode } from "#schema/problems.ts";
import type { Key } from "./authenticate.ts";
import { problemOf } from "./problem-of.ts";
import { ProblemError } from "./problem.ts";
import { refuseInvalid } from "./refuse-invalid.ts";

/** `c.env.incoming` is the raw request; it is missing when the application is called within the process. */
export type AppEnv = {
  Bindings: HttpBindings;
  Variables: {
    key?: Key;
    log?: Logger;
    request_id?: string;
    /** What the request is answered with, when that is a problem. */
    problem?: ProblemCode;
  };
};

export type App = OpenAPIHono<AppEnv>;

/** An application in which every failure is a problem of the closed list; each module makes its routes on one. */
export function createApp(): App {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });

  app.onError((error, c) => {
    const problem = problemOf(error);
    c.set("problem", problem.code);
    // A refusal that the caller caused has its request's line; only what has a cause is worth a line of its own.
    if (problem.cause !== undefined || problem.status >= 500) {
      c.get("log")?.[problem.status === 500 ? "error" : "warn"]({ err: problem.cause ?? problem }, problem.code);
    }
    return problem.toResponse(c.req.path);
  });

  app.notFound((c) => {
    const methods = methodsOf(app, c.req.path);
    const problem =
      methods.length === 0
        ? new ProblemError("not-found")
        : new ProblemError("method-not-allowed", {
            detail: `${c.req.method} is not one of ${methods.join(", ")}.`,
            headers: { allow: methods.join(", ") },
          });
    c.set("problem", problem.code);
    return problem.toResponse(c.req.path);
  });

  return app;
}

function methodsOf(app: App, path: string): string[] {
  return ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((method) =>
    app.router.match(method, path)[0].some(([[, route]]) => route.method === method),
  );
}
