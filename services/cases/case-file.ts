import { z } from "zod";
import { CalendarDate } from "#schema/calendar.ts";
import { RegistryFile } from "#schema/parties.ts";
import { PartyId, type Workload } from "#schema/workload.ts";

/** RFC 3339; `checkInstants` looks at it, because what a pattern would say of a wrong one helps nobody. */
const instant = z.string();

const CasePush = z.strictObject({
  agency: PartyId,
  reference_date: CalendarDate,
  received_at: instant,
  complete: z.boolean(),
  /** Checked record by record when the push is loaded, as those of every push are. */
  workloads: z.array(z.custom<Workload>()),
});

/** A world, when it became known, and what is asked of it: docs/interfaces.md, section "Case file". */
export const CaseFile = z.strictObject({
  name: z.string().optional(),
  ...RegistryFile.shape,
  /** Later changes of the parties. */
  registry: z.array(z.strictObject({ received_at: instant, ...RegistryFile.shape })).optional(),
  pushes: z.array(CasePush),
  queries: z.array(z.strictObject({ date: CalendarDate, known_at: instant })),
  /** What the answers should be; read by `--check` alone. */
  expected: z.unknown().optional(),
});
export type CaseFile = z.infer<typeof CaseFile>;
