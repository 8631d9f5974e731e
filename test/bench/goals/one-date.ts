import { catalogue } from "#indicators/catalogue.ts";
import { withdrawal } from "#indicators/withdrawal/indicator.ts";
import { cutFor } from "#read/cut.ts";
import { figuresOn } from "#read/figures.ts";
import { openReading } from "#read/reading.ts";
import { classesOn } from "#read/withdrawal-counts.ts";
import type { Claim, Goal, Side } from "../harness/goal.ts";
import { medianTime } from "../harness/timed.ts";
import { openEngines } from "../worlds/open-engines.ts";
import { providerName } from "../worlds/parties.ts";
import { worldDatabase } from "../worlds/world-database.ts";

const date = "2026-06-30";

const mustMs = { DEPLOY_SPEED: 100, CONCENTRATION: 100, WITHDRAWAL: 150 } as const;
/** The world's scenario is of one jurisdiction, which is precomputed; this one is judged workload by workload. */
const freeSet = { providers: [providerName(1), providerName(2)], jurisdictions: ["US"], notice_minutes: 1_440 };
const freeSide = "WITHDRAWAL of a free set";

const claim = (side: string, must: number): Claim => ({
  id: `one-date-${side.toLowerCase().replaceAll(/[_ ]/g, "-")}`,
  title: `one date, coalition: ${side}`,
  terms: [{ side, quantity: "time_ms", statistic: "median" }],
  compare: "value",
  bound: "at most",
  must,
});

/** What is not a share: one figure of the coalition for one date. The world's registry has one scenario. */
export const oneDate: Goal = {
  id: "one-date",
  title: "one date, coalition",
  worlds: [["100k"], ["1m"]],
  claims: () => [
    ...Object.entries(mustMs).map(([code, must]) => claim(code, must)),
    claim(freeSide, mustMs.WITHDRAWAL),
  ],
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
    const free = async (): Promise<unknown> =>
      await reading.under(undefined, async ({ vintage, registry }) => {
        const cut = cutFor([{ kind: "coalition" }], registry, date);
        const rows = await classesOn(clickhouse, withdrawal, new Map([["free", freeSet]]), { date, vintage, cut });
        if (rows.length === 0) throw new Error("nobody is in any class");
        return rows;
      });
    return {
      sides: [
        ...Object.keys(mustMs).map((code): Side => ({
          name: code,
          sample: async () => ({ time_ms: await medianTime(() => figure(code)) }),
        })),
        { name: freeSide, sample: async () => ({ time_ms: await medianTime(free) }) },
      ],
      close: () => engines.close(),
    };
  },
};
