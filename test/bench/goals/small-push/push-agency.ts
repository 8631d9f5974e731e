import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import type { ClickHouse } from "#db/clickhouse.ts";
import { readWatermark } from "#read/vintage.ts";
import { dateOf, dayOf } from "#schema/calendar.ts";
import { readConfig } from "#services/config.ts";
import { openPlatform } from "#services/open-platform.ts";
import { type Api, apiOf } from "#test/support/api.ts";
import { pushRequest } from "#test/support/push-body.ts";
import type { WorldSize } from "../../harness/goal.ts";
import { postgresEnvironment } from "../../worlds/keep-postgres.ts";
import type { BenchEngines } from "../../worlds/open-engines.ts";
import { worldUntil } from "../../worlds/pattern-case.ts";
import { createRandom } from "#services/demo/random.ts";
import { firstVersion, nextVersion } from "../../worlds/workload-story.ts";
import { worldDataFolder } from "../../worlds/world-data-folder.ts";
import { worldDatabase } from "../../worlds/world-database.ts";

export interface PushAgency {
  clickhouse: ClickHouse;
  /** Files the whole inventory with some workloads changed; milliseconds until every figure has it. */
  push(): Promise<number>;
  close(): Promise<void>;
}

const inventorySize = 1_000;
const changedEach = 20;
const agency = "pusher";

/** The product over a world, in this process and on a port of its own, and an agency of 1,000 workloads that files there. */
export async function openPushAgency(
  engines: BenchEngines,
  worldsDirectory: string,
  size: WorldSize,
): Promise<PushAgency> {
  const database = worldDatabase(size);
  await engines.open(database);
  const environment = postgresEnvironment(engines.postgres, database);
  // The product's Postgres driver looks for a socket's folder there and nowhere else.
  Object.assign(process.env, environment);
  const { DATABASE_URL = "" } = environment;
  const config = readConfig({
    DATA_DIR: worldDataFolder(worldsDirectory, size),
    PORT: "0",
    GATEWAY: "off",
    DATABASE_URL,
    LIMIT_PUTS_PER_MINUTE: "1000000",
  });
  const path = engines.clickhousePath;
  const platform = await openPlatform(
    { ...config, clickhouse: { engine: "embedded", path, database } },
    { log: pino({ level: "warn" }, pino.destination(2)), now: Date.now },
  );
  const { url } = await platform.listen();
  const api = apiOf(url, readFileSync(join(config.dataDirectory, "admin-key"), "utf8").trim());
  const { clickhouse } = platform.deps;

  const random = createRandom(7);
  const start = dayOf(worldUntil);
  let day = start;
  const inventory = Array.from({ length: inventorySize }, (_, index) => firstVersion(`w${index}`, start, random));

  const push = async (): Promise<number> => {
    // What an agency writes, and when, is its own affair: the clock starts with the bytes ready to be sent.
    const { body, headers } = pushRequest(
      { reference_date: dateOf(day), complete: true, workloads: inventory },
      { gzip: true }, // as the collector sends it
    );
    const before = (await readWatermark(clickhouse)).sequence;
    const began = performance.now();
    await api.must("PUT", `/v1/agencies/${agency}/pushes/${randomUUID()}`, { body, headers });
    // Not by asking for the watermark again and again, which would take the engine from the push that is waited for.
    await platform.modules.projector()?.drained();
    const ms = performance.now() - began;
    const after = (await readWatermark(clickhouse)).sequence;
    if (after <= before) throw new Error("the projector says that it is done, and no figure has the push");
    return ms;
  };
  await register(api);
  await push();
  return {
    clickhouse,
    push() {
      // Two pushes for one day in turn, so that reference dates do not run into the future.
      day = day === start ? start + 1 : start;
      for (let changed = 0; changed < changedEach; changed += 1) {
        const place = random.integer(0, inventorySize - 1);
        inventory[place] = nextVersion(inventory[place] ?? firstVersion(`w${place}`, day, random), day, random);
      }
      return push();
    },
    close: () => platform.close(),
  };
}

async function register(api: Api): Promise<void> {
  const body = JSON.stringify({ agencies: [{ id: agency, member: "m0" }] });
  await api.must("PUT", "/v1/admin/registry", { body, headers: { "content-type": "application/json" } });
}
