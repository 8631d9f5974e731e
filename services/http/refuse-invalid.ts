import type { Hook } from "@hono/zod-openapi";
import type { z } from "zod";
import { printable, valueAt } from "#schema/check-workload.ts";
import { pointerOf } from "#schema/rules.ts";
import type { AppEnv } from "./app.ts";
import { ProblemError, type ProblemDetail } from "./problem.ts";

/**
 * What a route does with input its schema refuses: 422 for a body, with pointers; 400 for anything else, with names.
 * Messages say what was expected and what was found.
 */
export const refuseInvalid: Hook<unknown, AppEnv, string, unknown> = (result) => {
  if (result.success) return;
  const { target, error } = result;
  // The validator hands the value over beside the error, though its type does not say so.
  const { data } = result as { data?: unknown };
  const issues = error.issues.flatMap((issue) => breachesOf(issue as z.core.$ZodIssue, data));
  if (target === "json") {
    throw new ProblemError("invalid-body", {
      errors: issues.map(({ path, message }): ProblemDetail => ({ pointer: pointerOf(path), message })),
    });
  }
  throw new ProblemError("invalid-parameter", {
    errors: issues.map(({ path, message }): ProblemDetail => ({ parameter: String(path[0] ?? target), message })),
  });
};

type Breach = { path: readonly PropertyKey[]; message: string };

function breachesOf(issue: z.core.$ZodIssue, value: unknown): Breach[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      message: `expected one of the names of this operation, found ${printable(key)}`,
    }));
  }
  const input = valueAt(value, issue.path);
  const found = input === undefined ? "nothing" : printable(input);
  return [{ path: issue.path, message: `expected ${expectedBy(issue)}, found ${found}` }];
}

const typeNames: Record<string, string> = {
  int: "a whole number",
  number: "a number",
  object: "an object",
  record: "an object",
  array: "a list",
  string: "a text",
  boolean: "true or false",
};

function expectedBy(issue: z.core.$ZodIssue): string {
  // Schemas of ours say in their own message what they expect.
  if (issue.message.startsWith("expected ")) return issue.message.slice("expected ".length);
  switch (issue.code) {
    case "invalid_type":
      return typeNames[issue.expected] ?? issue.expected;
    case "invalid_value":
      return issue.values.length > 20 ? "a code of the field's list" : `one of ${issue.values.map(String).join(", ")}`;
    case "too_big":
      return `at most ${issue.maximum}${unitOf(issue.origin)}`;
    case "too_small":
      return `at least ${issue.minimum}${unitOf(issue.origin)}`;
    case "invalid_format":
      if (issue.format === "datetime") return "an instant with its offset, such as 2026-11-21T09:30:00Z";
      return issue.pattern === undefined ? `a ${issue.format}` : `a text that matches ${issue.pattern}`;
    default:
      return issue.message;
  }
}

function unitOf(origin: string): string {
  return { string: " characters", array: " items" }[origin] ?? "";
}
