import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Sql } from "#db/postgres.ts";
import { openTestPostgres } from "#test/support/stores.ts";
import { openAuthentication } from "./authentication.ts";
import { createKey } from "./create-key.ts";
import { revokeKey } from "./revoke-key.ts";
import { makeToken } from "./token.ts";

const hourMs = 3_600_000;
const pepper = Buffer.alloc(32, 7);
let now = Date.parse("2026-11-21T09:00:00Z");
let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
let deps: { sql: Sql; pepper: Buffer; now: () => number };

beforeAll(async () => {
  postgres = await openTestPostgres();
  deps = { sql: postgres.sql, pepper, now: () => now };
});
afterAll(async () => await postgres.close());
beforeEach(async () => {
  await postgres.sql`TRUNCATE api_key, audit`;
});

const anAgencyKey = () => createKey(deps, { kind: "agency", agency: "nl-tax", validMs: hourMs, createdBy: "server" });
const invalid = expect.objectContaining({ code: "invalid-key" }) as Error;
const reasons = async () =>
  (
    await postgres.sql<
      { reason: string }[]
    >`SELECT detail->>'reason' AS reason FROM audit WHERE action = 'key-refused' ORDER BY audit_id`
  ).map(({ reason }) => reason);

test("a good key is known by its header, whatever the case of Bearer", async () => {
  const { authenticate } = openAuthentication(deps);
  const { token, public_id } = await anAgencyKey();
  const key = { public_id, kind: "agency", agency: "nl-tax", member: null };
  expect(await authenticate(`Bearer ${token}`, "10.0.0.1")).toEqual(key);
  expect(await authenticate(`bearer ${token}`, undefined)).toEqual(key);
});

test("a key is good until the millisecond it expires", async () => {
  const { authenticate } = openAuthentication(deps);
  const { token } = await anAgencyKey();
  now += hourMs - 1;
  await expect(authenticate(`Bearer ${token}`, undefined)).resolves.toMatchObject({ kind: "agency" });
  now += 1;
  await expect(authenticate(`Bearer ${token}`, undefined)).rejects.toEqual(invalid);
  expect(await reasons()).toEqual(["expired"]);
});

test("a revoked key ends with its next request", async () => {
  const { authenticate } = openAuthentication(deps);
  const { token, public_id } = await anAgencyKey();
  await authenticate(`Bearer ${token}`, undefined);
  await revokeKey(deps, { publicId: public_id, revokedBy: "server" });
  await expect(authenticate(`Bearer ${token}`, undefined)).rejects.toEqual(invalid);
});

test("keys that come at the same time are told apart, and a revocation meets those that come after it", async () => {
  const { authenticate } = openAuthentication(deps);
  const keys = await Promise.all([anAgencyKey(), anAgencyKey(), anAgencyKey()]);
  const known = await Promise.all(
    [...keys, ...keys].map(async ({ token }) => await authenticate(`Bearer ${token}`, undefined)),
  );
  expect(known.map(({ public_id }) => public_id)).toEqual([...keys, ...keys].map(({ public_id }) => public_id));
  const [{ public_id, token }] = keys;
  const before = authenticate(`Bearer ${token}`, undefined).catch(() => {}); // it may come before or after
  await revokeKey(deps, { publicId: public_id, revokedBy: "server" });
  await before;
  await expect(authenticate(`Bearer ${token}`, undefined)).rejects.toEqual(invalid);
});

test("malformed, unknown, wrong secret and another pepper get one and the same answer, each with its audit row", async () => {
  const { authenticate } = openAuthentication(deps);
  const { token, public_id } = await anAgencyKey();
  const stranger = makeToken("agency");
  await postgres.sql`UPDATE api_key SET mac = ${Buffer.alloc(32, 1)} WHERE public_id = ${public_id}`;
  const answers: string[] = [];
  for (const header of ["Basic eA==", "Bearer", `Bearer ${token}x`, `Bearer ${stranger.token}`, `Bearer ${token}`]) {
    const error = (await authenticate(header, undefined).catch((caught: unknown) => caught)) as {
      toResponse(path: string): Response;
    };
    answers.push(await error.toResponse("/").text());
  }
  expect(new Set(answers).size).toBe(1);
  expect(await reasons()).toEqual(["malformed", "malformed", "malformed", "unknown", "wrong-secret"]);
});

// A busy machine can disturb one comparison of times; a real difference shows in each.
test(
  "an unknown id and a wrong secret take the same steps: one look-up, one MAC, one audit row",
  { retry: 2 },
  async () => {
    const { authenticate } = openAuthentication({ ...deps, now: Date.now });
    const { public_id, token } = await createKey(
      { ...deps, now: Date.now },
      { kind: "admin", validMs: hourMs, createdBy: "server" },
    );
    await postgres.sql`UPDATE api_key SET mac = ${Buffer.alloc(32, 1)} WHERE public_id = ${public_id}`;
    const unknown = makeToken("admin").token;
    const times: Record<string, number[]> = { [unknown]: [], [token]: [] };
    for (let round = 0; round < 130; round += 1) {
      for (const each of round % 2 === 0 ? [unknown, token] : [token, unknown]) {
        const started = performance.now();
        await authenticate(`Bearer ${each}`, undefined).catch(() => {});
        if (round >= 40) times[each]!.push(performance.now() - started); // by then no row is written any more
      }
    }
    const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
    const [one, other] = [median(times[unknown]!), median(times[token]!)];
    expect(Math.max(one, other) / Math.min(one, other)).toBeLessThan(1.5);
  },
);

test("refused keys fill 60 rows a minute at most, and what is left out is counted", async () => {
  const { authenticate, close } = openAuthentication(deps);
  const refuse = () => authenticate("Bearer nonsense", "10.0.0.1").catch(() => {});
  for (let count = 0; count < 75; count += 1) await refuse();
  expect(await reasons()).toHaveLength(60);
  now += 60_000;
  await refuse();
  expect(await reasons()).toHaveLength(61);
  for (let count = 0; count < 62; count += 1) await refuse();
  await close();
  const left = await postgres.sql`SELECT detail FROM audit WHERE action = 'key-refusals-left-out' ORDER BY audit_id`;
  expect(left.map(({ detail }) => detail as unknown)).toEqual([{ count: 15 }, { count: 3 }]);
});

test("a key is found by its public id until it is revoked or expires", async () => {
  const { keyWithId } = openAuthentication(deps);
  const { public_id } = await anAgencyKey();
  const other = await anAgencyKey();
  expect(await keyWithId(public_id)).toEqual({ public_id, kind: "agency", agency: "nl-tax", member: null });
  expect(await keyWithId("00000000")).toBeUndefined();
  await revokeKey(deps, { publicId: other.public_id, revokedBy: "server" });
  expect(await keyWithId(other.public_id)).toBeUndefined();
  const began = now;
  now += 2 * hourMs;
  expect(await keyWithId(public_id)).toBeUndefined();
  now = began;
});
