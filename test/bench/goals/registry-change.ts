import { setTimeout as delay } from "node:timers/promises";
import type { Goal } from "../harness/goal.ts";
import { tradedProvider } from "../worlds/parties.ts";
import { startWorldServer, type WorldServer } from "./server/world-server.ts";

const side = "registry change";
const patienceMs = 300_000;

/** A provider that 1 workload in 20 has a fallback with changes hands, back and forth. */
export const registryChange: Goal = {
  id: "registry",
  title: "registry change that touches 5 % of all workloads",
  worlds: [["100k"], ["1m"]],
  needsLedger: true,
  claims: () => [
    {
      id: "registry-time",
      title: "registry change that touches 5 %: until every figure has it",
      terms: [{ side, quantity: "time_s", statistic: "median" }],
      compare: "value",
      bound: "at most",
      must: 15,
      aim: 5,
    },
    {
      id: "registry-stall",
      title: "registry change that touches 5 %: longest stall of the main thread",
      terms: [{ side, quantity: "stall_ms", statistic: "greatest" }],
      compare: "value",
      bound: "at most",
      must: 20,
    },
  ],
  async open({ directory, worldsDirectory }, [size = "1m"]) {
    const server = await startWorldServer(directory, worldsDirectory, size);
    let isInside = true;
    return {
      sides: [
        {
          name: side,
          async sample() {
            isInside = !isInside;
            const providers = [{ id: tradedProvider, control: [{ jurisdiction: isInside ? "NL" : "US" }] }];
            await server.longestStall();
            const start = performance.now();
            const headers = { "content-type": "application/json" };
            const { known_at } = await server.api.must<{ known_at: string }>("PUT", "/v1/admin/registry", {
              body: JSON.stringify({ providers }),
              headers,
            });
            await known(server, known_at);
            const time_s = (performance.now() - start) / 1000;
            return { time_s, stall_ms: await server.longestStall() };
          },
        },
      ],
      close: () => server.close(),
    };
  },
};

/** Waits until figures are as known at an instant or later. Every answer until then must be one, too. */
async function known(server: WorldServer, instant: string): Promise<void> {
  const path = "/v1/figures?date=2026-06-30&group=agency:a0-0&code=FALLBACK_GAP";
  for (const start = performance.now(); performance.now() - start < patienceMs; await delay(25)) {
    const answer = await server.api.call("GET", path);
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}: ${server.output()}`);
    if (Date.parse(answer.json<{ known_at: string }>().known_at) >= Date.parse(instant)) return;
  }
  throw new Error(`the change of ${instant} was not projected: ${server.output()}`);
}
