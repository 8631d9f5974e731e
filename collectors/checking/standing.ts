/** What decides whether most figures count a workload: they are about critical ones in production. */
export const standings = ["critical-in-production", "critical", "non-critical", "not-assessed"] as const;
export type Standing = (typeof standings)[number];

/** Undefined when the workload does not say how critical it is. */
export function standingOf(workload: unknown): Standing | undefined {
  if (typeof workload !== "object" || workload === null) return undefined;
  const { criticality, stage } = workload as { criticality?: unknown; stage?: unknown };
  if (criticality === "critical") return stage === "production" ? "critical-in-production" : "critical";
  return criticality === "non-critical" || criticality === "not-assessed" ? criticality : undefined;
}

export type StandingCounts = Record<Standing, number>;

export const noStandings = (): StandingCounts => ({
  "critical-in-production": 0,
  critical: 0,
  "non-critical": 0,
  "not-assessed": 0,
});
