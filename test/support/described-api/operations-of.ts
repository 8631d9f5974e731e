import type { ApiDocument } from "#http/api/api-document.ts";
import type { Operation } from "#http/api/describe-operation.ts";

export interface Described {
  /** In capitals. */
  method: string;
  path: string;
  operation: Operation;
}

export const operationsOf = (document: ApiDocument): Described[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );

/** What a reference leads to; throws when it leads nowhere. */
export function resolved<T>(document: ApiDocument, value: T | { $ref: string }): T {
  if (typeof value !== "object" || value === null || !("$ref" in value) || typeof value.$ref !== "string")
    return value as T;
  const steps = value.$ref.replace(/^#\//, "").split("/");
  const found = steps.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], document);
  if (found === undefined) throw new Error(`${value.$ref} leads nowhere`);
  return found as T;
}
