import { type App, createApp } from "#http/app.ts";
import { figuresRoute } from "./figures-route.ts";
import type { ReadDeps } from "./read-access.ts";

/** What is read of figures. */
export function readRoutes(deps: ReadDeps): App {
  const app = createApp();
  for (const routes of [figuresRoute(deps)]) app.route("/", routes);
  return app;
}
