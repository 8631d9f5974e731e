import { randomBytes, randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Answer } from "#test/support/api.ts";
import { filingAgency } from "#test/support/filing-agency.ts";
import { copyFirstData } from "#test/support/first-data.ts";
import { expectFiguresToFollow, expectLedgerToHold, settledFigures } from "#test/support/filing-history.ts";
import type { PushContent } from "#test/support/push-body.ts";
import { type RunningServer, startServer } from "#test/support/running-server.ts";
import { mountSmallDisk, type SmallDisk } from "#test/support/small-disk.ts";
import { makeTestDirectory } from "#test/support/stores.ts";
import { openTestPlatform } from "#test/support/test-platform.ts";
import { aWorkload, registerAgencies, sendPush } from "#test/support/world.ts";

let directory: string;
let server: RunningServer | undefined;
let disk: SmallDisk | undefined;
beforeEach(() => {
  directory = makeTestDirectory();
});
afterEach(async () => {
  await server?.stop();
  disk?.remove();
  server = disk = undefined;
  rmSync(directory, { recursive: true, force: true });
});

const push = (id: string): PushContent => ({
  reference_date: "2026-09-30",
  complete: false,
  workloads: [aWorkload(id)],
});

function expectFull(answer: Answer): void {
  expect([answer.status, answer.json<{ code: string }>().code]).toEqual([503, "storage-full"]);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
}

test("with less free space than is kept back a push is refused, one that is stored gets its answer, and reading goes on", async () => {
  const before = await openTestPlatform();
  await registerAgencies(before.api, ["tax"]);
  const push_id = randomUUID();
  const stored = await sendPush(before.api, "tax", push("a"), { push_id });
  await before.closeInto(join(directory, "data"));

  const full = await openTestPlatform({ FREE_DISK_BYTES_MIN: String(2 ** 52) }, Date.now, join(directory, "data"));
  expectFull(await sendPush(full.api, "tax", push("b")));
  const again = await sendPush(full.api, "tax", push("a"), { push_id });
  expect([again.status, again.text]).toEqual([200, stored.text]);
  expect((await sendPush(full.api, "tax", push("b"), { query: "?dry_run=true" })).status).toBe(200);
  await full.platform.modules.projector()?.drained();
  expect((await full.api.call("GET", "/v1/figures?date=2026-09-30")).status).toBe(200);
  const ready = await full.api.call("GET", "/readyz");
  expect([ready.status, ready.json()]).toMatchObject([503, { ready: false, disk: "low", postgres: "up" }]);
  await full.closeInto(join(directory, "left"));

  const after = await openTestPlatform({}, Date.now, join(directory, "left"));
  expect((await sendPush(after.api, "tax", push("b"))).status).toBe(201);
  await after.close();
});

/** Data of a size that a disk notices, and that no compression makes smaller. */
const large = (): PushContent => ({
  reference_date: "2026-09-30",
  complete: false,
  workloads: Array.from({ length: 400 }, (_, index) =>
    aWorkload(`w${index}`, { components: [{ layer: "data", region: randomBytes(450).toString("hex") }] }),
  ),
});

test("on a disk that is really full pushes are refused, nothing acknowledged is lost, and it works again when there is space", async (context) => {
  disk = mountSmallDisk(join(directory, "disk"), 640);
  if (!disk) return context.skip("this user may not mount a file system of its own");
  const settings = { DATA_DIR: join(disk.path, "data"), FREE_DISK_BYTES_MIN: "0", LIMIT_PUTS_PER_MINUTE: "1000000" };
  await copyFirstData(disk.path);
  server = await startServer(directory, settings);
  const registeredAt = await registerAgencies(server.api, ["first", "second", "large"]);
  const agencies = ["first", "second"].map(filingAgency);
  for (const agency of agencies) await agency.finish(server.api);

  disk.fill(4);
  const acknowledged: string[] = [];
  const refused: Answer[] = [];
  for (let sent = 0; sent < 60 && refused.length < 5; sent += 1) {
    const push_id = randomUUID();
    const answer = await sendPush(server.api, "large", large(), { push_id, gzip: true });
    if (answer.status === 201) acknowledged.push(push_id);
    else refused.push(answer);
  }
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 503));
  expect(refused.every(({ headers }) => Number(headers.get("retry-after")) > 0)).toBe(true);

  disk.free();
  for (let waited = 0; (await server.api.call("GET", "/readyz")).status !== 200 && waited < 100; waited += 1)
    await delay(100);
  for (const agency of agencies) await agency.finish(server.api);
  for (const push_id of acknowledged) await server.api.must("GET", `/v1/agencies/large/pushes/${push_id}`);
  await expectLedgerToHold(server.api, agencies);
  await expectFiguresToFollow(server.api, { agencies, registeredAt }, [await settledFigures(server.api, agencies)]);
});
