import type { CaseFile } from "#services/cases/case-file.ts";
import { demoWorld } from "#services/demo/demo-world.ts";

/** Agencies of each member that file; the others of the demonstration are registered and silent. */
const filing = /-(?:courts|schools|environment)$/;

/** The demonstration's coalition with three filing agencies a member: every kind of fact, in a third of the time. */
export function demoSlice(lastMonthEnd: string): CaseFile {
  const world = demoWorld(lastMonthEnd);
  return { ...world, pushes: world.pushes.filter(({ agency }) => filing.test(agency)) };
}
