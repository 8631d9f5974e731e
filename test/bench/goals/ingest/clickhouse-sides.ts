import type { ClickHouse } from "#db/clickhouse.ts";
import { Workload } from "#schema/workload.ts";
import type { Side } from "../../harness/goal.ts";
import { timed } from "../../harness/timed.ts";
import type { PushBytes } from "../../worlds/push-bytes.ts";

const table = "@db.typed_workloads";

const empty = async (clickhouse: ClickHouse): Promise<void> => clickhouse.write.command(`TRUNCATE TABLE ${table}`);

async function expectRows(clickhouse: ClickHouse, expected: number): Promise<void> {
  const [row] = await clickhouse.read<{ rows: string }>(`SELECT count() AS rows FROM ${table}`);
  if (Number(row?.rows) !== expected) throw new Error(`loaded ${row?.rows ?? 0} records of ${expected}`);
}

/** The engine reads the clean lines from a file by itself, and validates nothing but types. */
export function engineLoad(clickhouse: ClickHouse, cleanFile: string, records: number): Side {
  return {
    name: "engine's file()",
    prepare: () => empty(clickhouse),
    async sample() {
      const time_ms = await timed(() =>
        clickhouse.write.command(`INSERT INTO ${table} SELECT * FROM file({file:String}, 'JSONEachRow')`, {
          file: cleanFile,
        }),
      );
      await expectRows(clickhouse, records);
      return { time_ms };
    },
  };
}

/** Objects in one insert of the plain client: more of them need more memory and are no faster. */
const objectsInsert = 10_000;

/** What a service does that knows nothing better: zod in the thread that answers everyone, and the client's own insert. */
export function zodOnMainThread(clickhouse: ClickHouse, push: PushBytes): Side {
  return {
    name: "zod and client.insert",
    prepare: () => empty(clickhouse),
    async sample() {
      let errors = 0;
      const time_ms = await timed(async () => {
        let objects: Workload[] = [];
        for (const line of linesOf(push.bytes)) {
          const workload = validated(line);
          if (workload) objects.push(workload);
          else errors += 1;
          if (objects.length < objectsInsert) continue;
          await clickhouse.write.insert(table, objects);
          objects = [];
        }
        await clickhouse.write.insert(table, objects);
      });
      await expectRows(clickhouse, push.records - push.bad.length);
      if (errors !== push.bad.length) throw new Error(`zod found ${errors} bad records of ${push.bad.length}`);
      return { time_ms };
    },
  };
}

function validated(line: string): Workload | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  return Workload.safeParse(value).data;
}

function* linesOf(bytes: Buffer): Generator<string> {
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(0x0a, start);
    yield bytes.toString("utf8", start, end);
    start = end + 1;
  }
}
