import type { Workload } from "#schema/workload.ts";
import { fullRecord } from "./full-record.ts";
import { createRandom } from "#services/demo/random.ts";

export interface PushBytes {
  /** NDJSON of all records, the bad ones among them, without a header. */
  bytes: Buffer;
  records: number;
  /** NDJSON of the good ones. */
  cleanBytes: Buffer;
  /** Indices of the bad ones in ascending order. */
  bad: readonly number[];
}

/** What is done to a record's line to make it a bad one; each has one error. */
const faults: readonly ((line: string, record: Workload) => string)[] = [
  (_, record) => JSON.stringify({ ...record, criticality: "severe" }),
  (_, { name: _name, ...record }) => JSON.stringify(record),
  (_, record) => JSON.stringify({ ...record, owner: "unit 7" }),
  (_, record) => JSON.stringify({ ...record, deployed_on: "2025-02-31" }),
  (_, record) => JSON.stringify({ ...record, users_affected: -1 }),
  (_, record) =>
    JSON.stringify({
      ...record,
      evaluations: record.evaluations?.map((each) => ({ ...each, status: "done" })),
    }),
  (line) => line.slice(0, -2),
];

/** Of 1,000 records 10 are bad, spread over the push and over all kinds of fault. */
export function pushBytes(records: number, badShare = 0.01): PushBytes {
  const random = createRandom(4);
  const every = Math.round(1 / badShare);
  const bad: number[] = [];
  const lines: string[] = [];
  const cleanLines: string[] = [];
  for (let index = 0; index < records; index += 1) {
    const record = fullRecord(`workload-${index}`, random);
    const line = JSON.stringify(record);
    const fault = index % every === 37 ? faults[bad.length % faults.length] : undefined;
    if (fault) bad.push(index);
    else cleanLines.push(line);
    lines.push(fault ? fault(line, record) : line);
  }
  return { bytes: ndjson(lines), cleanBytes: ndjson(cleanLines), records, bad };
}

const ndjson = (lines: readonly string[]): Buffer => Buffer.from(`${lines.join("\n")}\n`);
