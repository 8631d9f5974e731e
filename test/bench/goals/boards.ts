import { setTimeout as delay } from "node:timers/promises";
import { boardQueries } from "#dashboards/board-queries.ts";
import { boards } from "#dashboards/boards.ts";
import { askGateway } from "#test/support/gateway-world.ts";
import { grafanaSql } from "#test/support/grafana-sql.ts";
import { decodeNative } from "#test/support/native-decoder.ts";
import { makeKey } from "#test/support/world.ts";
import type { Claim, Goal } from "../harness/goal.ts";
import { quantile } from "../harness/quantile.ts";
import { timed } from "../harness/timed.ts";
import { startWorldServer, type WorldServer } from "./server/world-server.ts";

const panels = "panels";
const overview = "overview";
const patienceMs = 1_800_000;
const dayMs = 86_400_000;

const claim = (id: string, title: string, side: string, quantity: string, must?: number): Claim => ({
  id: `boards-${id}`,
  title,
  terms: [{ side, quantity, statistic: "median" }],
  compare: "value",
  bound: "at most",
  must,
});

/** What people look at: every panel of every board through the gateway, one after the other, and the portal's first page. */
export const boardsAndPages: Goal = {
  id: "boards",
  title: "boards and pages",
  worlds: [["100k"], ["1m"]],
  needsLedger: true,
  claims: () => [
    claim("panels", "panels of all boards by the gateway: p95", panels, "p95_ms", 300),
    claim("panel-slowest", "panels of all boards by the gateway: the slowest", panels, "slowest_ms"),
    claim("overview", "overview of the portal, from request to last byte", overview, "time_ms", 400),
  ],
  async open({ directory, worldsDirectory }, [size = "1m"]) {
    const server = await startWorldServer(directory, worldsDirectory, size);
    const key = await makeKey(server.api, { kind: "grafana" });
    const gatewayUrl = /"gateway_url":"([^"]+)"/.exec(server.output())?.[1];
    if (gatewayUrl === undefined) throw new Error(`there is no gateway: ${server.output()}`);
    const ask = async (sql: string): Promise<unknown[][]> => {
      const answer = await askGateway(gatewayUrl, sql, { key });
      if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}\n${sql}`);
      return decodeNative(answer.bytes).rows;
    };
    await calculated(server, ask);
    const look = { from: Date.now() - 730 * dayMs, to: Date.now(), intervalSeconds: 86_400, variables: picks };
    const statements = boards.flatMap(boardQueries).map(({ sql }) => grafanaSql(sql, look));
    return {
      sides: [
        {
          name: panels,
          async sample() {
            const times: number[] = [];
            for (const sql of statements) times.push(await timed(() => ask(sql)));
            times.sort((one, other) => one - other);
            return { p95_ms: quantile(times, 0.95), slowest_ms: times.at(-1) ?? 0 };
          },
        },
        {
          name: overview,
          async sample() {
            const times: number[] = [];
            for (let round = 0; round < 10; round += 1) times.push(await timed(() => page(server)));
            return {
              time_ms: quantile(
                times.sort((one, other) => one - other),
                0.5,
              ),
            };
          },
        },
      ],
      close: () => server.close(),
    };
  },
};

async function page({ api }: WorldServer): Promise<void> {
  const answer = await api.call("GET", "/");
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
}

/** What somebody looks at who has picked one of each. */
const picks = {
  member: "m0",
  agency: "a0-0",
  subject_kind: "jurisdiction",
  subject: "US",
  notice: "1440",
  late_days: "31",
};

/** Waits until results are of everything: what is measured is a service in its steady state. */
async function calculated(server: WorldServer, ask: (sql: string) => Promise<unknown[][]>): Promise<void> {
  const { known_at } = (
    await server.api.call("GET", "/v1/figures?date=2026-06-30&group=coalition&code=EVAL_GAP")
  ).json<{ known_at: string }>();
  const sql = "SELECT toUnixTimestamp64Milli(known_at) FROM v_calculation";
  for (const start = performance.now(); performance.now() - start < patienceMs; await delay(500)) {
    const [row] = await ask(sql);
    if (Number(row?.[0] ?? 0) < Date.parse(known_at)) continue;
    process.stderr.write(`results after ${((performance.now() - start) / 1000).toFixed(0)} s\n`);
    return;
  }
  throw new Error("no results were calculated");
}
