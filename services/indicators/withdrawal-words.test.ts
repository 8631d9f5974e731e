import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStores, type TestStores } from "#test/support/stores.ts";
import { eachProfile, profileWords, wordColumns } from "./withdrawal-words.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(async () => await stores.close());

const never = "2299-12-31";
const lists = [
  { exposed_to: [], fallbacks: [] },
  { exposed_to: ["provider:one"], fallbacks: [["", "", -1, -1]] },
  {
    exposed_to: ["jurisdiction:US", "provider:one"],
    fallbacks: [
      ["two", "DE", 30, 1_000_000],
      ["", "FR", -1, 0],
    ],
  },
] as const;

test("words say what the lists say, and rows that say the same become one", async () => {
  const { clickhouse } = stores;
  // Each twice and taken back once, so that one is left; the last a second time for another agency.
  const rows = lists.flatMap(({ exposed_to, fallbacks }, index) =>
    [1, 1, -1, ...(index === 2 ? [1] : [])].map((sign, time) => ({
      kind: "withdrawal",
      member: "m",
      agency: time === 3 ? "b" : "a",
      workload: `w${index}`,
      function: 1,
      valid_from: "2024-01-01",
      valid_until: never,
      facts: index,
      exposed_to,
      fallback_providers: fallbacks.map(([provider]) => provider),
      fallback_jurisdictions: fallbacks.map(([, jurisdiction]) => jurisdiction),
      fallback_tested_minutes: fallbacks.map(([, , tested]) => tested),
      fallback_declared_minutes: fallbacks.map(([, , , declared]) => declared),
      sign,
      known_at: "2025-01-01T00:00:00.000Z",
      sequence: 1,
    })),
  );
  await clickhouse.write.insert("@db.facts", rows);

  const { exposure, fallbacks } = profileWords;
  expect(
    await clickhouse.read(
      `SELECT countIf(exposure != ${exposure} OR fallbacks != ${fallbacks}) AS others FROM @db.facts`,
    ),
  ).toEqual([{ others: "0" }]);

  const source = `SELECT member, ${wordColumns.join(", ")}, toInt64(sign) AS weight FROM @db.facts`;
  expect(await clickhouse.read(`SELECT * FROM (${eachProfile(source, ["member"])}) ORDER BY facts`)).toEqual(
    lists.map(({ exposed_to, fallbacks: parts }, index) => ({
      member: "m",
      facts: index,
      weight: index === 2 ? "2" : "1",
      exposed_to,
      fallback_providers: parts.map(([provider]) => provider),
      fallback_jurisdictions: parts.map(([, jurisdiction]) => jurisdiction),
      fallback_tested_minutes: parts.map(([, , tested]) => String(tested)),
      fallback_declared_minutes: parts.map(([, , , declared]) => String(declared)),
    })),
  );
});
