import { z } from "zod";
import { jsonAnswer, keysOf, problemAnswers } from "#http/answers.ts";
import type { App } from "#http/app.ts";
import { PushHeader, PushId } from "#schema/push.ts";
import { rules, type RuleCode } from "#schema/rules.ts";
import { Workload } from "#schema/workload.ts";
import { PushCounts } from "./push-schema.ts";

const RecordFinding = z
  .strictObject({
    record: z.int().describe("Zero-based index of the record in the push"),
    code: z.enum(Object.keys(rules) as RuleCode[]).describe("The rule: `/docs/rules/<code>`"),
    severity: z.enum(["error", "warning"]),
    pointer: z.string().describe("RFC 6901 pointer into the record"),
    message: z.string().describe("What was expected and what was found"),
  })
  .meta({ id: "RecordFinding" });

const Warnings = {
  warnings: z.array(RecordFinding).describe("The first 1,000"),
  warnings_total: z.int(),
};

const PushAnswer = z
  .strictObject({
    receipt: z.string().describe("A C2SP signed note: verify it and keep it"),
    ...Warnings,
    visible_by: z.string().describe("When the figures should have the push; whether they do, GET of the push says"),
  })
  .meta({ id: "PushAnswer" });

const AgencyFigures = z.record(z.string(), z.unknown()).describe("By code, as of GET /v1/figures");

const DryRunAnswer = z
  .strictObject({
    dry_run: z.literal(true),
    counts: PushCounts,
    figures: z
      .strictObject({ before: AgencyFigures, after: AgencyFigures })
      .describe("The agency's, on the reference date"),
    ...Warnings,
  })
  .meta({ id: "DryRunAnswer" });

const PushBody = z
  .strictObject({ ...PushHeader.shape, workloads: z.array(Workload) })
  .meta({ id: "Push", description: "The header's members and the list of workloads" });

const flag = z.enum(["true", "false"]).default("false");

/** The handler reads a stream as it comes, so the framework validates nothing of it; this is what it takes and answers. */
export function describePush(app: App): void {
  app.openAPIRegistry.registerPath({
    operationId: "putPush",
    method: "put",
    path: "/v1/agencies/{agency}/pushes/{push_id}",
    tags: ["Pushes"],
    summary: "File an inventory",
    description:
      "Stored whole or not at all, and acknowledged with a signed receipt. The sender makes the push id before its first attempt and repeats the same request until it is answered: the same id with the same content gets the same answer, byte for byte. The body is NDJSON (a header, then one workload a line) or one JSON object, either of them gzip if Content-Encoding says so.",
    security: keysOf("agency", "admin"),
    request: {
      params: z.strictObject({
        agency: z.string().describe("Id of the agency, as registered"),
        push_id: PushId.describe("A UUID, made by the sender before its first attempt"),
      }),
      query: z.strictObject({
        dry_run: flag.describe("Check and count, and store nothing"),
        confirm_shrink: flag.describe("The inventory is meant to be much smaller than the last one"),
      }),
      body: {
        required: true,
        content: {
          "application/x-ndjson": {
            schema: z.string().describe("Line 1 is a PushHeader, every further line one Workload"),
          },
          "application/json": { schema: PushBody },
        },
      },
    },
    responses: {
      200: jsonAnswer(
        "The same push again: the same answer as the first time; or the answer to a dry run",
        z.union([PushAnswer, DryRunAnswer]),
      ),
      201: jsonAnswer("Stored", PushAnswer),
      ...problemAnswers(
        "malformed-request",
        "malformed-json",
        "malformed-gzip",
        "digest-mismatch",
        "invalid-parameter",
        "no-key",
        "invalid-key",
        "wrong-key-kind",
        "not-found",
        "request-timeout",
        "push-in-progress",
        "inventory-shrank",
        "too-large",
        "ratio-too-high",
        "too-many-workloads",
        "unsupported-media-type",
        "unsupported-coding",
        "push-id-reused",
        "invalid-header",
        "invalid-records",
        "rate-limited",
        "internal",
        "server-busy",
        "storage-full",
        "store-unavailable",
      ),
    },
  });
}
