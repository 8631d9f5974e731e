import type { Indicator } from "./indicator.ts";
import { alternativeGap } from "./alternative-gap/indicator.ts";
import { anyGap } from "./any-gap/indicator.ts";
import { concentration } from "./concentration/indicator.ts";
import { coverage } from "./coverage/indicator.ts";
import { criticalityUnassessed } from "./criticality-unassessed/indicator.ts";
import { deploySpeed } from "./deploy-speed/indicator.ts";
import { evalGap } from "./eval-gap/indicator.ts";
import { fallbackGap } from "./fallback-gap/indicator.ts";
import { paperFallback } from "./paper-fallback/indicator.ts";
import { reliabilityDebt } from "./reliability-debt/indicator.ts";
import { tenancy } from "./tenancy/indicator.ts";
import { unprotected } from "./unprotected/indicator.ts";
import { withdrawal } from "./withdrawal/indicator.ts";

/** The methodology that these indicator versions make up; a release names it. */
export const methodologyVersion = 1;

/** Every indicator, in the order in which they are published. */
export const catalogue: readonly Indicator[] = [
  evalGap,
  fallbackGap,
  unprotected,
  anyGap,
  alternativeGap,
  tenancy,
  paperFallback,
  criticalityUnassessed,
  coverage,
  deploySpeed,
  reliabilityDebt,
  withdrawal,
  concentration,
];
