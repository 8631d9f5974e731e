import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Transaction } from "#db/postgres.ts";
import { compareWithHeld } from "#ledger/held-versions.ts";
import { openTestPostgres } from "#test/support/stores.ts";
import { countChanges } from "./count-changes.ts";

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
beforeAll(async () => {
  postgres = await openTestPostgres();
});
afterAll(() => postgres.close());

type Filing = { day: number; complete: boolean; states: Record<string, number> };

/** Few workloads in few states on few days: pushes correct, repeat, leave out and come late all the time. */
const filing = fc.record({
  day: fc.integer({ min: 1, max: 4 }),
  complete: fc.boolean(),
  states: fc.dictionary(fc.constantFrom("a", "b", "c", "d", "e"), fc.integer({ min: 1, max: 3 })),
});
const dateOf = (day: number): string => `2026-01-0${day}`;

/** The version of a workload in a state: its place among fifteen. */
const versionOf = (workload: string, state: number): number => "abcde".indexOf(workload) * 3 + state;

const listed = ({ states }: Filing): Map<string, number> =>
  new Map(Object.entries(states).map(([workload, state]) => [workload, versionOf(workload, state)]));

async function file(transaction: Transaction, sequence: number, filed: Filing): Promise<void> {
  await transaction`INSERT INTO ledger_entry (sequence, kind, received_at) VALUES (${sequence}, 'push', now())`;
  await transaction`
    INSERT INTO push (sequence, agency, push_id, reference_date, complete, content_digest, source_warnings, records, added,
      changed, removed, warning_counts, warnings_total, content_ids, answer)
    VALUES (${sequence}, 'tax', ${randomUUID()}, ${dateOf(filed.day)}, ${filed.complete}, '', '{}', 0, 0, 0, 0, '{}', 0,
      ${[...listed(filed).values()]}::bigint[], '')`;
}

test("a receipt's counts are those of the difference, workload by workload, after any history", async () => {
  const kept = new Error("rolled back");
  await fc.assert(
    fc.asyncProperty(fc.array(filing, { maxLength: 6 }), filing, async (history, next) => {
      const counted = postgres.sql.begin(async (transaction) => {
        for (const workload of "abcde")
          for (const state of [1, 2, 3])
            await transaction`
              INSERT INTO content (content_id, agency, workload, digest, body, providers, jurisdictions) OVERRIDING SYSTEM VALUE
              VALUES (${versionOf(workload, state)}, 'tax', ${workload}, ${Buffer.from([state])}, '{}', '{}', '{}')`;
        for (const [index, filed] of history.entries()) await file(transaction, index + 1, filed);
        const about = { agency: "tax", reference_date: dateOf(next.day), complete: next.complete };
        const versions = listed(next);
        const content_ids = [...versions.values()].join(",");
        const expected = await compareWithHeld(transaction, {
          ...about,
          sequence: history.length + 1,
          listed: versions,
        });
        expect(await countChanges(transaction, { ...about, content_ids })).toEqual({
          added: expected.added.length,
          changed: expected.changed.length,
          unchanged: expected.unchanged_count,
          removed: expected.removed.length,
        });
        throw kept;
      });
      await expect(counted).rejects.toBe(kept);
    }),
    { numRuns: process.env.NIGHTLY === "1" ? 3_000 : 150 },
  );
});
