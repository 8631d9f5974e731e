import { lineText } from "#records/line-text.ts";
import { defaultLimits } from "#schema/limits.ts";
import { parseRecord } from "#schema/parse-record.ts";
import { faultOf } from "./fault-of.ts";
import { placeInJson } from "./place-in-json.ts";
import type { Place, SourceRecord } from "./source.ts";

/** One record's bytes as a value, or as the fault that makes it unreadable. */
export function recordAt(place: Place, bytes: Buffer): SourceRecord {
  const read = lineText(bytes, defaultLimits.record_bytes);
  const parsed = "finding" in read ? read : parseRecord(read.text);
  const record = { agency: undefined, line: place.line, warnings: [] };
  return {
    ...record,
    ...("finding" in parsed
      ? { workload: undefined, unreadable: faultOf(parsed.finding) }
      : { workload: parsed.value }),
    placeOf: (fault) => ("text" in read ? placeInJson(read.text, place, fault) : place),
  };
}
