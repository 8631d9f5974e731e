import { canonicalText } from "#schema/canonical.ts";
import { createValueValidator } from "#records/record-validator.ts";
import type { Finding } from "#schema/rules.ts";
import type { Source, SourceRecord } from "../sources/source.ts";
import type { CheckedRecord } from "./checked-record.ts";
import { standingOf } from "./standing.ts";

/** Enough to wait seldom, few enough to be garbage soon. */
const recordsTogether = 64;

/** Checks the records of a source as the values that it reads. */
export async function* checkValues(records: Source["records"]): AsyncGenerator<CheckedRecord[], void> {
  const validate = createValueValidator();
  // Each member by its name: what is left of so many objects when some are taken out takes a tenth of the time.
  const checked = (record: SourceRecord): CheckedRecord => ({
    agency: record.agency,
    agencyName: record.agencyName,
    line: record.line,
    unreadable: record.unreadable,
    faults: record.faults,
    placeOf: record.placeOf,
    columnNameOf: record.columnNameOf,
    id: idOf(record.workload),
    standing: standingOf(record.workload),
    findings: record.unreadable ? [] : validate(record.workload, anyProvider).filter(isNotOf(record.faults)),
    sourceWarnings: record.warnings,
    text: () => canonicalText(record.workload),
  });
  if (Symbol.asyncIterator in records) {
    for await (const record of records) yield [checked(record)];
    return;
  }
  let together: CheckedRecord[] = [];
  for (const record of records) {
    if (together.push(checked(record)) < recordsTogether) continue;
    yield together;
    together = [];
  }
  yield together;
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
