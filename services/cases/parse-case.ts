import { Instant } from "#schema/calendar.ts";
import { printable, shapeFindings } from "#schema/check-workload.ts";
import { parseRecord } from "#schema/parse-record.ts";
import { CaseFile } from "./case-file.ts";
import { type CaseFault, CaseRefused } from "./case-refused.ts";

/** A case from its JSON text. Throws `CaseRefused` with everything that is wrong with its form. */
export function parseCase(text: string): CaseFile {
  const parsed = parseRecord(text);
  if ("finding" in parsed) throw new CaseRefused([parsed.finding]);
  const findings = shapeFindings(CaseFile, parsed.value);
  if (findings.length > 0)
    throw new CaseRefused(
      findings.map(({ pointer, message }) => ({
        pointer,
        message: message.replace("of the record", "of a case file"),
      })),
    );
  const world = CaseFile.parse(parsed.value);
  const faults = checkInstants(world);
  if (faults.length > 0) throw new CaseRefused(faults);
  return world;
}

/** The ledger keeps milliseconds: two instants within one would become one, and their order another. */
const receivable = /^(?:19[5-9]|2[01]\d)\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?(?:Z|[+-]\d\d:\d\d)$/;

function checkInstants({ registry = [], pushes, queries }: CaseFile): CaseFault[] {
  const arrivals = [
    ...registry.map(({ received_at }, index) => ({ pointer: `/registry/${index}/received_at`, text: received_at })),
    ...pushes.map(({ received_at }, index) => ({ pointer: `/pushes/${index}/received_at`, text: received_at })),
  ].filter(({ text }) => !isInstant(text) || !receivable.test(text));
  const asked = queries
    .map(({ known_at }, index) => ({ pointer: `/queries/${index}/known_at`, text: known_at }))
    .filter(({ text }) => !isInstant(text));
  const expected = "expected an instant with its offset, such as 2026-11-21T09:30:00.000Z";
  return [
    ...arrivals.map(({ pointer, text }) => ({
      pointer,
      message: `${expected}, with milliseconds at most, from 1950 to 2199, found ${printable(text)}`,
    })),
    ...asked.map(({ pointer, text }) => ({ pointer, message: `${expected}, found ${printable(text)}` })),
  ];
}

const isInstant = (text: string): boolean => Instant.safeParse(text).success;
