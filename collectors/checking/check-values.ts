import { canonicalText } from "#schema/canonical.ts";
import { createValueValidator } from "#records/record-validator.ts";
import type { Finding } from "#schema/rules.ts";
import type { Source, SourceRecord } from "../sources/source.ts";
import type { CheckedRecord } from "./checked-record.ts";

/** Checks the records of a source as the values that it reads. */
export async function* checkValues(records: Source["records"]): AsyncGenerator<CheckedRecord, void> {
  const validate = createValueValidator();
  for await (const { workload, warnings, ...record } of records) {
    yield {
      ...record,
      id: idOf(workload),
      findings: record.unreadable ? [] : validate(workload, anyProvider).filter(isNotOf(record.faults)),
      sourceWarnings: warnings,
      text: () => canonicalText(workload),
    };
  }
}

/** Which providers are registered is the registry's to know. */
const anyProvider = (): boolean => true;

/** What a cell was refused for is not told again as a field that is missing. */
const isNotOf =
  (faults: SourceRecord["faults"] = []) =>
  ({ pointer }: Finding): boolean =>
    faults.every((fault) => fault.pointer !== pointer);

function idOf(workload: unknown): string | undefined {
  if (typeof workload !== "object" || workload === null || !Object.hasOwn(workload, "id")) return undefined;
  const { id } = workload as { id: unknown };
  return typeof id === "string" && id !== "" ? id : undefined;
}
