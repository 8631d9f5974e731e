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
    layer: z
      .enum([
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
      ])
      .describe("Layer of the stack"),
    product: note.describe("Name of the product"),
    provider: PartyId.nullish().describe("Who supplies it, as registered"),
    weights: z
      .enum(["open", "closed"])
      .nullish()
      .describe("Of a model; may stand on any layer and is read on `model` only"),
    substitutability: z
      .enum(["not-substitutable", "highly-complex", "medium", "easily"])
      .nullish()
      .describe("DORA b_07.01.0050: how easily another could take its place"),
    region: note.describe("Hosting region"),
    contract_notice_minutes: minutes.describe("Notice in the contract"),
  })
  .meta({ id: "Component" });

export const Evaluation = z
  .strictObject({
    id: itemId.describe("Unique in the list"),
    evaluator: note.describe("Who evaluated"),
    kind: note.describe("Safety, security, bias, reliability and the like"),
    status: z.enum(["planned", "in-progress", "completed", "waived"]).describe("Only a completed one counts"),
    independence: z.enum(["internal", "independent", "accredited"]).nullish().describe("Of the evaluator"),
    completed_on: date.describe("First day on which it holds"),
    valid_until: date.describe("First day on which it no longer holds"),
    outcome: z.enum(["passed", "passed-with-conditions", "failed"]).nullish().describe("Not reported is not failed"),
    report_digest: digest.describe("Of the report"),
  })
  .meta({ id: "Evaluation" });

export const Drill = z
  .strictObject({
    on: CalendarDate.describe("Day on which the fallback was tried"),
    minutes: minutes.describe("Until it had taken over"),
    succeeded: z.boolean().nullish().describe("Whether it did"),
  })
  .meta({ id: "Drill" });

export const Fallback = z
  .strictObject({
    id: itemId.describe("Unique in the list"),
    kind: z
      .enum(["alternative-provider", "pooled-compute", "on-premises", "manual", "degraded"])
      .describe("What would take over"),
    provider: PartyId.nullish().describe("Who supplies it, as registered"),
    jurisdiction: Jurisdiction.nullish().describe("When given, goes before the provider's"),
    available_from: date.describe("First day on which it is there"),
    available_until: date.describe("First day on which it is no longer there"),
    switchover_minutes: minutes.describe("Declared time to take over"),
    capacity_share: z
      .number()
      .min(0)
      .max(1)
      .nullish()
      .describe("Of the load that it could take; 0 counts as no fallback, not reported is no obstacle"),
    drills: list(Drill).describe("What did happen when it was tried"),
  })
  .meta({ id: "Fallback" });

export const Alternative = z
  .strictObject({
    product: note.describe("Name of the product"),
    provider: PartyId.nullish().describe("Who supplies it, as registered"),
    jurisdiction: Jurisdiction.nullish().describe("When given, goes before the provider's"),
    status: z.enum(["available", "planned", "withdrawn"]).describe("Only an available one counts"),
    available_from: date.describe("First day on which it is there"),
    available_until: date.describe("First day on which it is no longer there"),
    sufficient_capacity: z.boolean().nullish().describe("Not reported leaves the answer unknown"),
  })
  .meta({ id: "Alternative" });

export const Finding = z
  .strictObject({
    id: itemId.describe("Unique in the list"),
    kind: z.enum(["test", "audit", "incident"]).describe("What found it"),
    severity: z.enum(["low", "medium", "high", "critical"]).describe("As graded by whoever found it"),
    opened_on: CalendarDate.describe("Day on which it was found"),
    due_on: date.describe("Day by which it was to be corrected"),
    corrected_on: date.describe("First day on which it was corrected"),
  })
  .meta({ id: "Finding" });

export const Source = z
  .strictObject({
    format: text(1, 1000).describe("Where a collector read it"),
    version: text(1, 1000).describe("Version of that reading"),
    record: z.int().min(1).nullish().describe("Such as a line"),
    digest: digest.describe("Of the source file"),
  })
  .meta({ id: "Source" });

/** The workload record, version 1: wire type, stored body and JSON Schema at once. See docs/workload.md and docs/data-dictionary.md. */
export const Workload = z
  .strictObject({
    id: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/)
      .describe("Unique within the agency, stable over time"),
    name: text(1, 300).describe("What people call it"),
    function: GovernmentFunction.nullish().describe(
      "Government function served: a COFOG 1999 code, divisions 01 to 10",
    ),
    regulated: z.boolean().nullish().describe("Falls under a regulated public-sector application"),
    criticality: z
      .enum(["critical", "non-critical", "not-assessed"])
      .describe("The three answers of DORA b_06.01.0050"),
    stage: z.enum(["planned", "development", "pilot", "production", "retired"]).describe("Where in its life it is"),
    initiated_on: date.describe("Work on it began"),
    deployed_on: date.describe("First day in production"),
    retired_on: date.describe("First day on which it no longer runs"),
    substantially_modified_on: date.describe("Last substantial modification, as in the EU AI Act, Article 3(23)"),
    components: list(Component).describe("What it runs on"),
    evaluations: list(Evaluation).describe("Who looked at it"),
    fallbacks: list(Fallback).describe("What would take over"),
    alternatives: list(Alternative).describe("What could replace it, built or not"),
    findings: list(Finding).describe("Defects found by tests, audits, incidents"),
    users_affected: z.int().min(0).nullish().describe("People served in a year"),
    source: Source.nullish().describe("Where a collector read it"),
  })
  .meta({ id: "Workload" });
export type Workload = z.infer<typeof Workload>;
