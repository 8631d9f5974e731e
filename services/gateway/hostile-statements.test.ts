import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { setTraps, type Traps } from "#test/support/gateway-traps.ts";
import { type GatewayWorld, openGatewayWorld } from "#test/support/gateway-world.ts";

type Hostile = { sql: string; statuses: number[] };

/** Each with the statuses that the line above its group gives. */
function readHostile(): Hostile[] {
  const file = join(import.meta.dirname, "../../test/fixtures/gateway/hostile-statements.txt");
  let statuses: number[] = [];
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line) => {
      if (line.startsWith("#")) statuses = (line.match(/\b[45]\d\d\b/g) ?? []).map(Number);
      if (line.startsWith("#") || line === "") return [];
      return [{ sql: line.startsWith('"') ? (JSON.parse(line) as string) : line, statuses }];
    });
}

const hostile = readHostile();
let world: GatewayWorld;
let traps: Traps;
beforeAll(async () => {
  world = await openGatewayWorld();
  traps = await setTraps(world);
});
afterAll(async () => {
  await traps.close();
  await world.close();
});

test("no hostile statement is answered with rows, reads a secret, writes anything or calls anybody", async () => {
  expect(hostile.length).toBeGreaterThan(300);
  const wrong: string[] = [];
  for (const { sql, statuses } of hostile) {
    const answer = await world.ask(traps.fill(sql));
    const leak = traps.leakIn(answer);
    if (leak !== undefined || !statuses.includes(answer.status) || !/^Code: \d+\. DB::Exception: /.test(answer.text))
      wrong.push(`${JSON.stringify(sql)}: ${answer.status} ${leak ?? ""} ${answer.text.slice(0, 200)}`);
  }
  expect(wrong).toEqual([]);
  expect(await traps.sprung()).toEqual([]);
});
