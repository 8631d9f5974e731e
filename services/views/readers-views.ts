import { debtViews } from "./debt-views.ts";
import { dependenceViews } from "./dependence-views.ts";
import { dimensionViews } from "./dimension-views.ts";
import { figureViews } from "./figure-views.ts";
import { operationViews } from "./operation-views.ts";
import { pushViews } from "./push-views.ts";
import type { View } from "./view.ts";

/** Every view for readers: what boards, the portal's aggregate pages and exports read. docs/views.md is made from it. */
export const readersViews: readonly View[] = [
  ...figureViews,
  ...debtViews,
  ...dependenceViews,
  ...pushViews,
  ...operationViews,
  ...dimensionViews,
];
