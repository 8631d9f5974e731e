import { afterAll, beforeAll, expect, test } from "vitest";
import { catalogue } from "#indicators/catalogue.ts";
import type { Share } from "#indicators/share.ts";
import { openReading } from "#read/reading.ts";
import { fillWithCase } from "#services/cases/case-figures.ts";
import { caseNamed } from "#test/support/case-files.ts";
import { openTestStores, type TestStores } from "#test/support/stores.ts";
import type { FollowedDate } from "./dated-facts.ts";
import { listRevisions } from "./list-revisions.ts";
import { readRegistryHistory } from "./registry-history.ts";
import { type ShareRevision, shareRevisions } from "./share-revisions.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

const shares = catalogue.filter(({ form }) => form === "share");
const told = ({ sequence, old, new: now }: Pick<ShareRevision, "sequence" | "old" | "new">) => ({ sequence, old, now });

test("shares of several dates, each followed from an entry of its own, change as those of each alone", async () => {
  const world = caseNamed("case-401.json");
  await fillWithCase(stores, world);
  const { clickhouse } = stores;
  const ledger = await clickhouse.read<{ sequence: string; known_at: string }>(
    "SELECT sequence, known_at FROM @db.projected ORDER BY sequence",
  );
  const entries = ledger.map(({ sequence, known_at }) => ({ sequence: Number(sequence), known_at }));
  const dates = [...new Set(world.queries.map(({ date }) => date))].toSorted().slice(-3);
  const afters = [0, Math.floor(entries.length / 3), Math.floor(entries.length / 2)];
  const followed = dates.map((date, at): FollowedDate => ({ date, after: entries[afters[at]!]! }));
  const until = entries.at(-1)!.sequence;
  const found: ShareRevision[] = [];
  const { entries: registry } = await readRegistryHistory(clickhouse, until);
  for await (const some of shareRevisions(clickhouse, registry, followed, until)) found.push(...some);

  let compared = 0;
  await openReading(clickhouse).under(undefined, async (standpoint) => {
    for (const [place, { date, after }] of followed.entries())
      for (const indicator of shares.filter((_, at) => at % followed.length === place)) {
        const question = { indicator, group: { kind: "coalition" } as const, date, limit: 1_000 };
        const { items } = await listRevisions(clickhouse, standpoint, question, undefined);
        const listed = items
          .filter(({ sequence }) => sequence > after.sequence)
          .map(({ sequence, old, new: now }) => ({
            sequence,
            old: (old as Share | null)?.value ?? null,
            now: (now as Share | null)?.value ?? null,
          }))
          .filter(({ old, now }) => old !== null && old !== now);
        const ours = found.filter(
          (each) => each.date === date && each.code === indicator.code && each.group.kind === "coalition",
        );
        expect([date, indicator.code, ours.map(told)]).toEqual([date, indicator.code, listed]);
        compared += listed.length;
      }
  });
  expect(compared).toBeGreaterThan(10);
});
