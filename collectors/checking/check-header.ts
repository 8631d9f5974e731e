import { shapeFindings } from "#schema/check-workload.ts";
import { PushHeader } from "#schema/push.ts";
import { CommandFailure } from "../command-failure.ts";
import { faultOf } from "../sources/fault-of.ts";
import type { Fault, Place, Source } from "../sources/source.ts";
import type { CheckOptions } from "./check-options.ts";

export interface CheckedHeader {
  line: number;
  faults: (Fault & Place)[];
  referenceDate: string | undefined;
  complete: boolean;
  /** How many workloads the file says it has. */
  records: number | undefined;
  sourceWarnings: Record<string, number> | undefined;
}

/** What the file says about the push together with what the caller says; the two may not contradict each other. */
export function checkHeader(header: Source["header"], options: CheckOptions): CheckedHeader {
  const said: CheckedHeader = {
    line: header?.line ?? 1,
    faults: [],
    referenceDate: options.referenceDate,
    complete: options.incomplete !== true,
    records: undefined,
    sourceWarnings: undefined,
  };
  if (!header) return said;
  const parsed = PushHeader.safeParse(header.value);
  if (!parsed.success) return { ...said, faults: placed(shapeFindings(PushHeader, header.value).map(faultOf), header) };
  const { reference_date, complete, records, source_warnings } = parsed.data;
  if (options.referenceDate !== undefined && options.referenceDate !== reference_date)
    throw new CommandFailure(
      2,
      `${options.file} describes ${reference_date}, and --reference-date says ${options.referenceDate}.`,
      "Leave --reference-date out, or correct the header of the file.",
    );
  return {
    ...said,
    referenceDate: reference_date,
    complete: complete && said.complete,
    records,
    sourceWarnings: source_warnings,
  };
}

function placed(faults: readonly Fault[], { line, placeOf }: NonNullable<Source["header"]>): (Fault & Place)[] {
  return faults.map((fault) => ({ ...fault, line, column: 1, ...placeOf?.(fault) }));
}
