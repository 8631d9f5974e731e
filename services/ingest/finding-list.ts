import type { Finding } from "#schema/rules.ts";
import { listedFindings, type RecordFinding, type ValidatedBatch } from "./validate-batch.ts";

/** What was found in the records of a push: all of it counted, the first of each severity listed. */
export interface FindingList {
  errors_total: number;
  warning_counts: Record<string, number>;
  /** How many more of each severity are worth listing. */
  room(): Record<Finding["severity"], number>;
  addBatch(batch: ValidatedBatch, firstRecord: number): void;
  /** Without counting it. */
  list(found: RecordFinding): void;
  listed(severity: Finding["severity"]): RecordFinding[];
}

export function createFindingList(): FindingList {
  const lists: Record<Finding["severity"], RecordFinding[]> = { error: [], warning: [] };
  const room = (severity: Finding["severity"]): number => Math.max(0, listedFindings - lists[severity].length);
  const list: FindingList = {
    errors_total: 0,
    warning_counts: {},
    room: () => ({ error: room("error"), warning: room("warning") }),
    addBatch(batch, firstRecord) {
      list.errors_total += batch.errors_total;
      for (const [code, count] of Object.entries(batch.warning_counts))
        list.warning_counts[code] = (list.warning_counts[code] ?? 0) + count;
      for (const found of batch.findings) {
        if (room(found.severity) > 0) lists[found.severity].push({ ...found, record: firstRecord + found.record });
      }
    },
    list(found) {
      lists[found.severity].push(found);
    },
    listed: (severity) =>
      lists[severity].toSorted((left, right) => left.record - right.record).slice(0, listedFindings),
  };
  return list;
}
