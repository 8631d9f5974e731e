import { type App, createApp } from "#http/app.ts";
import { debtRoute } from "./debt-route.ts";
import { figuresRoute } from "./figures-route.ts";
import { indicatorsRoute } from "./indicators-route.ts";
import { openRoute } from "./open-route.ts";
import type { ReadDeps } from "./read-access.ts";
import { revisionsRoute } from "./revisions-route.ts";
import { seriesRoute } from "./series-route.ts";
import { withdrawalAggregatesRoute } from "./withdrawal-aggregates-route.ts";
import { withdrawalRoute } from "./withdrawal-route.ts";

/** What is read of figures. */
export function readRoutes(deps: ReadDeps): App {
  const app = createApp();
  for (const routes of [
    figuresRoute(deps),
    seriesRoute(deps),
    openRoute(deps),
    debtRoute(deps),
    revisionsRoute(deps),
    withdrawalRoute(deps),
    withdrawalAggregatesRoute(deps),
    // Open to everybody.
    indicatorsRoute(),
  ])
    app.route("/", routes);
  return app;
}
