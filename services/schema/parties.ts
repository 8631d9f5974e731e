import { z } from "zod";
import { CalendarDate } from "./calendar.ts";
import { Jurisdiction } from "./jurisdictions.ts";
import { text } from "./text.ts";
import { PartyId } from "./workload.ts";

const name = text(1, 300).nullish();
const date = CalendarDate.nullish();

/** Half-open: belongs from `joined_on` until the day before `left_on`; null is open. */
export const Membership = z.strictObject({ joined_on: date, left_on: date }).meta({ id: "Membership" });

/** A state or union. Either the flat pair of dates or a list of memberships, for one that left and came back. */
export const Member = z
  .strictObject({
    id: PartyId,
    name,
    /** ISO 3166-1 alpha-2 codes that it covers. */
    jurisdictions: z.array(Jurisdiction).max(300),
    joined_on: date,
    left_on: date,
    memberships: z.array(Membership).max(100).optional(),
  })
  .meta({ id: "Member" });
export type Member = z.infer<typeof Member>;

export const Agency = z
  .strictObject({ id: PartyId, name, member: PartyId, registered_on: date, closed_on: date })
  .meta({ id: "Agency" });
export type Agency = z.infer<typeof Agency>;

/** Who controls a provider over time; half-open, no two may overlap. */
export const Control = z.strictObject({ jurisdiction: Jurisdiction, from: date, until: date }).meta({ id: "Control" });

export const Provider = z
  .strictObject({ id: PartyId, name, control: z.array(Control).max(100) })
  .meta({ id: "Provider" });
export type Provider = z.infer<typeof Provider>;

export const Scenario = z
  .strictObject({
    providers: z.array(PartyId).max(10_000),
    jurisdictions: z.array(Jurisdiction).max(300),
    notice_minutes: z.int().min(0),
  })
  .meta({ id: "Scenario" });
export type Scenario = z.infer<typeof Scenario>;

/** A change of the registry: an object replaces the one with its id, absent ones stay. */
export const RegistryFile = z
  .strictObject({
    members: z.array(Member).optional(),
    agencies: z.array(Agency).optional(),
    providers: z.array(Provider).optional(),
    scenarios: z.record(PartyId, Scenario).optional(),
  })
  .meta({ id: "RegistryFile" });
export type RegistryFile = z.infer<typeof RegistryFile>;
