import { canonicalText } from "#schema/canonical.ts";
import { createValueValidator } from "#records/record-validator.ts";
import type { Source } from "../sources/source.ts";
import type { CheckedRecord } from "./checked-record.ts";

/** Checks the records of a source as the values that it reads. */
export async function* checkValues(records: Source["records"]): AsyncGenerator<CheckedRecord, void> {
  const validate = createValueValidator();
  for await (const { workload, warnings, ...record } of records) {
    yield {
      ...record,
      id: idOf(workload),
      findings: record.unreadable ? [] : validate(workload, anyProvider),
      sourceWarnings: warnings,
      text: () => canonicalText(workload),
    };
  }
}

/** Which providers are registered is the registry's to know. */
const anyProvider = (): boolean => true;

function idOf(workload: unknown): string | undefined {
  if (typeof workload !== "object" || workload === null || !Object.hasOwn(workload, "id")) return undefined;
  const { id } = workload as { id: unknown };
  return typeof id === "string" && id !== "" ? id : undefined;
}
