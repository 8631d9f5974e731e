import type { Finding } from "#schema/rules.ts";
import type { SourceRecord } from "../sources/source.ts";
import type { Standing } from "./standing.ts";

/** A record of a file and all that the rules say about it alone. */
export interface CheckedRecord extends Pick<
  SourceRecord,
  "agency" | "agencyName" | "line" | "unreadable" | "faults" | "placeOf" | "columnNameOf"
> {
  /** The workload's id, when it has a readable one. */
  id: string | undefined;
  standing: Standing | undefined;
  findings: readonly Finding[];
  sourceWarnings: SourceRecord["warnings"];
  /** Canonical text of a workload without errors. */
  text(): string;
}
