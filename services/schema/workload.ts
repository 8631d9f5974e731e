import { z } from "zod";
import { CalendarDate } from "./calendar.ts";
import { GovernmentFunction } from "./functions.ts";
import { Jurisdiction } from "./jurisdictions.ts";
import { text } from "./text.ts";

/** Ids of members, agencies and providers; never used again for another party. */
export const partyIdPattern = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;
export const PartyId = z.string().regex(partyIdPattern).meta({ id: "PartyId" });

/** `null` and absent both mean "not reported"; `[]` means "reported: none". Never turn one into the other. */
const date = CalendarDate.nullish();
const note = text(0, 1000).nullish();
const list = <T extends z.ZodType>(item: T) => z.array(item).max(200).nullish();
const itemId = text(1, 128);
const minutes = z.int().min(0).nullish();
const digest = z
  .string()
  .regex(/^sha-256:[0-9a-f]{64}$/)
  .nullish();

export const Component = z
  .strictObject({
    layer: z.enum([
      "application",
      "data",
      "model",
      "software",
      "compute",
      "accelerator",
      "memory",
      "fabrication",
      "equipment",
      "energy",
      "minerals",
    ]),
    product: note,
    provider: PartyId.nullish(),
    weights: z.enum(["open", "closed"]).nullish(),
    /** DORA b_07.01.0050. */
    substitutability: z.enum(["not-substitutable", "highly-complex", "medium", "easily"]).nullish(),
    region: note,
    contract_notice_minutes: minutes,
  })
  .meta({ id: "Component" });

export const Evaluation = z
  .strictObject({
    id: itemId,
    evaluator: note,
    kind: note,
    status: z.enum(["planned", "in-progress", "completed", "waived"]),
    independence: z.enum(["internal", "independent", "accredited"]).nullish(),
    completed_on: date,
    /** The first day on which the evaluation no longer holds. */
    valid_until: date,
    outcome: z.enum(["passed", "passed-with-conditions", "failed"]).nullish(),
    report_digest: digest,
  })
  .meta({ id: "Evaluation" });

export const Drill = z
  .strictObject({ on: CalendarDate, minutes, succeeded: z.boolean().nullish() })
  .meta({ id: "Drill" });

export const Fallback = z
  .strictObject({
    id: itemId,
    kind: z.enum(["alternative-provider", "pooled-compute", "on-premises", "manual", "degraded"]),
    provider: PartyId.nullish(),
    jurisdiction: Jurisdiction.nullish(),
    available_from: date,
    /** The first day on which the fallback is no longer there. */
    available_until: date,
    switchover_minutes: minutes,
    capacity_share: z.number().min(0).max(1).nullish(),
    drills: list(Drill),
  })
  .meta({ id: "Fallback" });

export const Alternative = z
  .strictObject({
    product: note,
    provider: PartyId.nullish(),
    jurisdiction: Jurisdiction.nullish(),
    status: z.enum(["available", "planned", "withdrawn"]),
    available_from: date,
    /** The first day on which the alternative is no longer there. */
    available_until: date,
    sufficient_capacity: z.boolean().nullish(),
  })
  .meta({ id: "Alternative" });

export const Finding = z
  .strictObject({
    id: itemId,
    kind: z.enum(["test", "audit", "incident"]),
    severity: z.enum(["low", "medium", "high", "critical"]),
    opened_on: CalendarDate,
    due_on: date,
    corrected_on: date,
  })
  .meta({ id: "Finding" });

export const Source = z
  .strictObject({
    format: text(1, 1000),
    version: text(1, 1000),
    record: z.int().min(1).nullish(),
    digest,
  })
  .meta({ id: "Source" });

/** The workload record, version 1: wire type, stored body and JSON Schema at once. See docs/workload.md. */
export const Workload = z
  .strictObject({
    id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/),
    name: text(1, 300),
    function: GovernmentFunction.nullish(),
    /** Falls under a regulated public-sector application. */
    regulated: z.boolean().nullish(),
    /** DORA b_06.01.0050's three answers. */
    criticality: z.enum(["critical", "non-critical", "not-assessed"]),
    stage: z.enum(["planned", "development", "pilot", "production", "retired"]),
    initiated_on: date,
    deployed_on: date,
    /** The first day on which the workload no longer runs. */
    retired_on: date,
    /** Substantial modification as in the EU AI Act, Article 3(23). */
    substantially_modified_on: date,
    components: list(Component),
    evaluations: list(Evaluation),
    fallbacks: list(Fallback),
    alternatives: list(Alternative),
    findings: list(Finding),
    /** People served in a year. */
    users_affected: z.int().min(0).nullish(),
    source: Source.nullish(),
  })
  .meta({ id: "Workload" });
export type Workload = z.infer<typeof Workload>;
