import type { Goal } from "../harness/goal.ts";
import { runInChild } from "../harness/child-process.ts";
import type { MemoryAnswer } from "./series/measure-memory.ts";

const side = "sweep";

/** Memory of a process that has done nothing before: what an allocator has kept from earlier readings would hide some of it. */
export const seriesMemory: Goal = {
  id: "memory",
  title: "peak memory of daily series",
  worlds: [["1m"], ["5m"]],
  claims: () => [
    {
      id: "memory-peak",
      title: "daily series: extra peak memory",
      terms: [{ side, quantity: "extra_mib", statistic: "greatest" }],
      compare: "value",
      bound: "at most",
      must: 256,
    },
  ],
  open: async ({ worldsDirectory }, [size = "5m"]) => ({
    sides: [
      {
        name: side,
        startsCold: true,
        sample: async () => ({
          ...(await runInChild<MemoryAnswer>(new URL("./series/measure-memory.ts", import.meta.url), [
            worldsDirectory,
            size,
          ])),
        }),
      },
    ],
    close: async () => {},
  }),
};
