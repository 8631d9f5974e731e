import { z } from "@hono/zod-openapi";
import { withdrawalClasses } from "#indicators/withdrawal/withdrawal-classes.ts";

const ratio = z.number().nullable();
const count = z.int();

export const ShareFigure = z
  .object({
    lower: ratio.describe("What is certain, divided by `n`"),
    upper: ratio.describe("What is certain or was not reported, divided by `n`"),
    value: ratio.describe("The upper end; null without a denominator"),
    n: count.describe("The denominator"),
  })
  .meta({ id: "Share" });

export const DeploySpeedFigure = z
  .object({
    n: count,
    events: count,
    inconsistent: count,
    p25: count.nullable().describe("Days; null where not that many have got there"),
    median: count.nullable(),
    p75: count.nullable(),
  })
  .meta({ id: "DeploySpeed" });

const DebtStock = z.object({ items: count, days: count }).meta({ id: "DebtStock" });

export const ReliabilityDebtFigure = z
  .object({
    testing: DebtStock,
    audit: DebtStock,
    unverified: DebtStock,
    correction: DebtStock,
    findings_unreported: count,
    pace: z.object({ deployments: count, evaluations: count, ratio, clearing_days: ratio }),
  })
  .meta({ id: "ReliabilityDebt" });

export const ClassCountsFigure = z
  .object(
    Object.fromEntries(withdrawalClasses.map((name) => [name, count])) as Record<
      (typeof withdrawalClasses)[number],
      typeof count
    >,
  )
  .meta({ id: "ClassCounts" });

export const ConcentrationFigure = z
  .record(
    z.string(),
    z
      .object({ workloads: count, hhi_provider: z.number(), hhi_jurisdiction: z.number() })
      .meta({ id: "LayerConcentration" }),
  )
  .meta({ id: "Concentration" });

/** By code: shares, DEPLOY_SPEED, RELIABILITY_DEBT, WITHDRAWAL by name of the scenario, CONCENTRATION by layer. */
export const Figure = z
  .union([
    ShareFigure,
    DeploySpeedFigure,
    ReliabilityDebtFigure,
    z.record(z.string(), ClassCountsFigure),
    ConcentrationFigure,
  ])
  .meta({ id: "Figure" });
