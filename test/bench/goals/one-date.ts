import { catalogue } from "#indicators/catalogue.ts";
import { figuresOn } from "#read/figures.ts";
import { openReading } from "#read/reading.ts";
import type { Claim, Goal, Side } from "../harness/goal.ts";
import { medianTime } from "../harness/timed.ts";
import { openEngines } from "../worlds/open-engines.ts";
import { worldDatabase } from "../worlds/world-database.ts";

const date = "2026-06-30";

const mustMs = { DEPLOY_SPEED: 100, CONCENTRATION: 100, WITHDRAWAL: 150 } as const;

/** What is not a share: one figure of the coalition for one date. The world's registry has one scenario. */
export const oneDate: Goal = {
  id: "one-date",
  title: "one date, coalition",
  worlds: [["100k"], ["1m"]],
  claims: () =>
    Object.entries(mustMs).map(([code, must]): Claim => ({
      id: `one-date-${code.toLowerCase().replace("_", "-")}`,
      title: `one date, coalition: ${code}`,
      terms: [{ side: code, quantity: "time_ms", statistic: "median" }],
      compare: "value",
      bound: "at most",
      must,
    })),
  async open({ worldsDirectory, noteVersion }, [size = "1m"]) {
    const engines = await openEngines(worldsDirectory, noteVersion);
    const { clickhouse } = await engines.open(worldDatabase(size));
    const reading = openReading(clickhouse);
    const figure = async (code: string): Promise<unknown> =>
      await reading.under(undefined, async (standpoint) => {
        const indicators = catalogue.filter((indicator) => indicator.code === code);
        const found = await figuresOn(clickhouse, standpoint, { date, indicators, groups: [{ kind: "coalition" }] });
        if (!found.coalition?.[code]) throw new Error(`there is no figure of ${code}`);
        return found;
      });
    return {
      sides: Object.keys(mustMs).map((code): Side => ({
        name: code,
        sample: async () => ({ time_ms: await medianTime(() => figure(code)) }),
      })),
      close: () => engines.close(),
    };
  },
};
