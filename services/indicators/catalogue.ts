import type { Indicator } from "./indicator.ts";
import { alternativeGap } from "./alternative-gap/indicator.ts";
import { anyGap } from "./any-gap/indicator.ts";
import { coverage } from "./coverage/indicator.ts";
import { criticalityUnassessed } from "./criticality-unassessed/indicator.ts";
import { evalGap } from "./eval-gap/indicator.ts";
import { fallbackGap } from "./fallback-gap/indicator.ts";
import { unprotected } from "./unprotected/indicator.ts";

/** The methodology that these indicator versions make up; a release names it. */
export const methodologyVersion = 1;

/** Every indicator, in the order in which they are published. */
export const catalogue: readonly Indicator[] = [
  evalGap,
  fallbackGap,
  unprotected,
  anyGap,
  alternativeGap,
  criticalityUnassessed,
  coverage,
];
