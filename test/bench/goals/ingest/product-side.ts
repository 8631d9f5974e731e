import type { ClickHouse } from "#db/clickhouse.ts";
import type { RecordFinding } from "#records/check-lines.ts";
import { createRecordValidator } from "#records/record-validator.ts";
import { splitNdjson } from "#ingest/split-ndjson.ts";
import { factBlockColumns } from "#projection/fact-block.ts";
import { defaultLimits } from "#schema/limits.ts";
import type { Side } from "../../harness/goal.ts";
import { timed } from "../../harness/timed.ts";
import type { PushBytes } from "../../worlds/push-bytes.ts";
import { type IngestThreads, startIngestThreads } from "./ingest-threads.ts";

/** As a socket hands them over. */
const pieceBytes = 64 * 1024;

/**
 * Ours: every record validated in threads, every bad one found, and what follows from the good ones in `facts`.
 * @param isForLedger makes what the ledger keeps as well, and throws it away
 */
export function productIngest(
  clickhouse: ClickHouse,
  push: PushBytes,
  { name, isForLedger }: { name: string; isForLedger: boolean },
): Side & { close(): Promise<void> } {
  let inserts: Promise<void>[] = [];
  const threads = startIngestThreads({
    threads: defaultLimits.validation_workers,
    isForLedger,
    insert: (block) => inserts.push(clickhouse.write.insertBlock("@db.facts", factBlockColumns, block)),
  });
  const expected = errorsOf(push);
  return {
    name,
    prepare: () => clickhouse.write.command("TRUNCATE TABLE @db.facts"),
    async sample() {
      let errors: RecordFinding[] = [];
      const time_ms = await timed(async () => {
        errors = await check(threads, push.bytes);
        await Promise.all(inserts);
      });
      inserts = [];
      if (JSON.stringify(errors) !== JSON.stringify(expected))
        throw new Error(`found ${errors.length} errors, not just those of ${push.bad.length} bad records`);
      const [row] = await clickhouse.read<{ workloads: string }>(
        "SELECT uniqExact(workload) AS workloads FROM @db.facts",
      );
      const good = push.records - push.bad.length;
      if (Number(row?.workloads) !== good) throw new Error(`facts of ${row?.workloads} workloads of ${good}`);
      return { time_ms };
    },
    close: () => threads.close(),
  };
}

/** What is wrong with the bad records, each looked at by itself in the ordinary way: pointer, message and all. */
function errorsOf({ bytes, bad }: PushBytes): RecordFinding[] {
  const validate = createRecordValidator();
  const lines = bytes.toString().split("\n");
  return bad.flatMap((record) => {
    const { findings } = validate(lines[record] ?? "", () => true);
    return findings.filter(({ severity }) => severity === "error").map((found) => ({ record, ...found }));
  });
}

async function check(threads: IngestThreads, bytes: Buffer): Promise<RecordFinding[]> {
  const splitter = splitNdjson(defaultLimits, threads.takeBuffer);
  splitter.push(Buffer.from("{}\n")); // the header's line, which is no record
  for (let start = 0; start < bytes.length; start += pieceBytes)
    for (const lines of splitter.push(bytes.subarray(start, start + pieceBytes))) await threads.add(lines);
  for (const lines of splitter.end()) await threads.add(lines);
  return threads.end();
}
