import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { setTraps, type Traps } from "#test/support/gateway-traps.ts";
import { type GatewayWorld, openGatewayWorld } from "#test/support/gateway-world.ts";
import { anyStatement } from "#test/support/statement-grammar.ts";

const isNightly = process.env.NIGHTLY === "1";
const statements = isNightly ? 20_000 : 2_000;
/** Asked at the same time. */
const atOnce = 20;

let world: GatewayWorld;
let traps: Traps;
beforeAll(async () => {
  world = await openGatewayWorld({ queries: 4, limits: { seconds: 5 } });
  traps = await setTraps(world);
});
afterAll(async () => {
  await traps.close();
  await world.close();
});

test("whatever is asked, nothing outside the list is read, nothing is written and nobody is called", async () => {
  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(anyStatement, { minLength: atOnce, maxLength: atOnce }), async (asked) => {
      const answers = await Promise.all(asked.map((sql) => world.ask(traps.fill(sql))));
      answers.forEach((answer, at) => {
        const leak = traps.leakIn(answer);
        if (leak !== undefined) throw new Error(`${asked[at]} was answered with ${leak}: ${answer.text.slice(0, 300)}`);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      });
    }),
    { numRuns: Math.ceil(statements / atOnce) },
  );
  expect(await traps.sprung()).toEqual([]);
  // Were all refused, or all good, it would have tried nothing.
  expect(statuses.get(200)).toBeGreaterThan(statements / 20);
  expect(statuses.get(403)).toBeGreaterThan(statements / 20);
  // What the engine cannot even say is a defect of its own; a few are known, many would be a change for the worse.
  expect(statuses.get(500) ?? 0).toBeLessThan(statements / 20);
});
