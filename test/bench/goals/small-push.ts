import type { ClickHouse } from "#db/clickhouse.ts";
import type { Claim, Goal, Side, WorldSize } from "../harness/goal.ts";
import { quantile } from "../harness/quantile.ts";
import { timesOf } from "../harness/timed.ts";
import { openEngines } from "../worlds/open-engines.ts";
import { openPushAgency, type PushAgency } from "./small-push/push-agency.ts";

const pushSide = (size: WorldSize): string => `push beside ${size}`;
const insertSide = (size: WorldSize): string => `INSERT beside ${size}`;

const pushesEach = 20;

const above = (size: WorldSize): Claim => ({
  id: `small-push-${size}`,
  title: `push of 1,000 workloads with 20 changed, beside ${size}: p95 until every figure has it, above one INSERT of its rows`,
  terms: [
    { side: pushSide(size), quantity: "p95_ms", statistic: "median" },
    { side: insertSide(size), quantity: "median_ms", statistic: "median" },
  ],
  compare: "difference",
  bound: "at most",
  must: 25,
  aim: 10,
});

/** How soon a small change is in the figures, and whether that depends on how much there is already. */
export const smallPush: Goal = {
  id: "small-push",
  title: "push of 1,000 workloads with 20 changed",
  worlds: [["100k", "1m"]],
  needsLedger: true,
  claims: (sizes) => [
    ...sizes.map(above),
    {
      id: "small-push-sizes",
      title: "push of 1,000 workloads with 20 changed: medians at both sizes",
      terms: [
        { side: pushSide("1m"), quantity: "median_ms", statistic: "median" },
        { side: pushSide("100k"), quantity: "median_ms", statistic: "median" },
      ],
      compare: "spread",
      bound: "at most",
      must: 1.3,
    },
  ],
  async open({ worldsDirectory, noteVersion }, sizes) {
    const engines = await openEngines(worldsDirectory, noteVersion);
    const agencies: PushAgency[] = [];
    const sides: Side[] = [];
    for (const size of sizes) {
      const agency = await openPushAgency(engines, worldsDirectory, size);
      agencies.push(agency);
      sides.push(
        { name: pushSide(size), sample: () => pushes(agency) },
        await inserts(insertSide(size), agency.clickhouse),
      );
    }
    return {
      sides,
      async close() {
        for (const agency of agencies) await agency.close();
        await engines.close();
      },
    };
  },
};

async function pushes(agency: PushAgency): Promise<Record<"median_ms" | "p95_ms", number>> {
  const times: number[] = [];
  for (let count = 0; count < pushesEach; count += 1) times.push(await agency.push());
  times.sort((left, right) => left - right);
  return { median_ms: quantile(times, 0.5), p95_ms: quantile(times, 0.95) };
}

/** The rows of the last push, inserted as text into a table like that of the facts. */
async function inserts(name: string, clickhouse: ClickHouse): Promise<Side> {
  await clickhouse.write.command("DROP TABLE IF EXISTS @db.facts_again");
  await clickhouse.write.command("CREATE TABLE @db.facts_again AS @db.facts");
  let columns: string[] = [];
  let lines: string[] = [];
  return {
    name,
    async prepare() {
      await clickhouse.write.command("TRUNCATE TABLE @db.facts_again");
      const rows = await clickhouse.read<Record<string, unknown>>(
        "SELECT * FROM @db.facts WHERE sequence = (SELECT max(sequence) FROM @db.facts)",
      );
      columns = Object.keys(rows[0] ?? {});
      lines = rows.map((row) => columns.map((column) => fieldText(row[column])).join("\t"));
      if (lines.length === 0) throw new Error("the last push changed no facts");
    },
    async sample() {
      const times = await timesOf(() =>
        clickhouse.write.insertText("@db.facts_again", columns, Buffer.from(`${lines.join("\n")}\n`)),
      );
      return { median_ms: quantile(times, 0.5) };
    },
  };
}

/** A value as tab-separated text has it; lists hold ids and numbers, which need no escape. */
function fieldText(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return `[${value.map((item) => (typeof item === "string" && !/^-?\d+$/.test(item) ? `'${item}'` : String(item))).join()}]`;
}
