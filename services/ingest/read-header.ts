import { ProblemError } from "#http/problem.ts";
import { shapeFindings } from "#schema/check-workload.ts";
import { parseRecord } from "#schema/parse-record.ts";
import { PushHeader } from "#schema/push.ts";
import type { BodyForm } from "./push-body.ts";

/** The header of a push from its bytes. Throws `malformed-json`, `invalid-header`. */
export function readHeader(bytes: Buffer, form: BodyForm): PushHeader {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ProblemError("malformed-json", { detail: "The header is not valid UTF-8.", cause });
  }
  const place = form.media === "json" ? "the object" : "line 1, the header";
  if (text.trim() === "") {
    throw new ProblemError("invalid-header", {
      detail: "The body is empty.",
      errors: [{ pointer: "", message: `expected ${place}, found nothing` }],
    });
  }
  const parsed = parseRecord(text);
  if ("finding" in parsed) {
    const { code, pointer, message } = parsed.finding;
    if (code === "malformed-json") throw new ProblemError("malformed-json", { detail: `In ${place}: ${message}.` });
    throw new ProblemError("invalid-header", {
      detail: `In ${place}: ${message}.`,
      errors: [{ pointer, code, message }],
    });
  }
  let value = parsed.value;
  if (form.media === "json" && typeof value === "object" && value !== null && !Array.isArray(value)) {
    // The splitter has left the list empty; one that was never there, or is no list, is told like any other field.
    const { workloads, ...members } = value as Record<string, unknown>;
    if (!Array.isArray(workloads)) {
      const found = workloads === undefined ? "nothing" : "something else";
      throw new ProblemError("invalid-header", {
        detail: "workloads is not a list.",
        errors: [{ pointer: "/workloads", message: `expected a list of workloads, found ${found}` }],
      });
    }
    // The splitter knows the list by its name as it is written; under an escaped one it would be taken for an empty one.
    if (workloads.length > 0) {
      throw new ProblemError("malformed-json", { detail: 'The name "workloads" is written with escapes.' });
    }
    value = members;
  }
  const errors = shapeFindings(PushHeader, value);
  if (errors.length === 0) return PushHeader.parse(value);
  throw new ProblemError("invalid-header", {
    detail: `In ${place}: ${errors[0]?.pointer ?? ""} ${errors[0]?.message ?? ""}.`,
    errors: errors.map(({ pointer, code, message }) => ({ pointer, code, message })),
  });
}
