import { z } from "zod";
import { CalendarDate } from "./calendar.ts";
import { Jurisdiction } from "./jurisdictions.ts";
import { text } from "./text.ts";
import { PartyId } from "./workload.ts";

const name = text(1, 300).nullish();
const date = CalendarDate.nullish();

/** Half-open: belongs from `joined_on` until the day before `left_on`; null is open. */
export const Membership = z
  .strictObject({
    joined_on: date.describe("First day of the membership; not given is from ever on"),
    left_on: date.describe("First day on which it no longer belongs; not given is open"),
  })
  .meta({ id: "Membership" });

/** A state or union. Either the flat pair of dates or a list of memberships, for one that left and came back. */
export const Member = z
  .strictObject({
    id: PartyId.describe("Never used again for another party"),
    name: name.describe("What people call it"),
    jurisdictions: z.array(Jurisdiction).max(300).describe("ISO 3166-1 alpha-2 codes that it covers"),
    joined_on: date.describe("First day of the membership; not given is from ever on"),
    left_on: date.describe("First day on which it no longer belongs; not given is open"),
    memberships: z
      .array(Membership)
      .max(100)
      .optional()
      .describe("Instead of the two dates, for one that left and came back"),
  })
  .meta({ id: "Member" });
export type Member = z.infer<typeof Member>;

export const Agency = z
  .strictObject({
    id: PartyId.describe("Never used again for another party"),
    name: name.describe("What people call it"),
    member: PartyId.describe("Whose it is; never another one's later"),
    registered_on: date.describe("First day on which it has to report"),
    closed_on: date.describe("First day on which it no longer does"),
  })
  .meta({ id: "Agency" });
export type Agency = z.infer<typeof Agency>;

/** Who controls a provider over time; half-open, no two may overlap. */
export const Control = z
  .strictObject({
    jurisdiction: Jurisdiction.describe("Under whose law it is controlled"),
    from: date.describe("First day of it; not given is from ever on"),
    until: date.describe("First day on which it no longer holds; not given is open"),
  })
  .meta({ id: "Control" });

export const Provider = z
  .strictObject({
    id: PartyId.describe("Never used again for another party"),
    name: name.describe("What people call it"),
    control: z.array(Control).max(100).describe("Half-open intervals, of which no two overlap"),
  })
  .meta({ id: "Provider" });
export type Provider = z.infer<typeof Provider>;

export const Scenario = z
  .strictObject({
    providers: z.array(PartyId).max(10_000).describe("Who withdraws"),
    jurisdictions: z.array(Jurisdiction).max(300).describe("Whose providers withdraw"),
    notice_minutes: z.int().min(0).describe("How long before it is known"),
  })
  .meta({ id: "Scenario" });
export type Scenario = z.infer<typeof Scenario>;

/** A change of the registry: an object replaces the one with its id, absent ones stay. */
export const RegistryFile = z
  .strictObject({
    members: z.array(Member).optional().describe("States and unions"),
    agencies: z.array(Agency).optional().describe("Public bodies that report"),
    providers: z.array(Provider).optional().describe("Legal entities that supply components"),
    scenarios: z.record(PartyId, Scenario).optional().describe("Withdrawals that are asked about, by id"),
  })
  .meta({ id: "RegistryFile" });
export type RegistryFile = z.infer<typeof RegistryFile>;
