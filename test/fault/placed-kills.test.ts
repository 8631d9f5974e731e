import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { filingAgency } from "#test/support/filing-agency.ts";
import {
  expectFiguresToFollow,
  expectLedgerToHold,
  type FiguresAnswer,
  settledFigures,
} from "#test/support/filing-history.ts";
import { placedKillsImpossible, placeKill, withChildren } from "#test/support/placed-kill.ts";
import { postgresServers, type RunningServer, startServer } from "#test/support/running-server.ts";
import { makeTestDirectory } from "#test/support/stores.ts";
import { registerAgencies } from "#test/support/world.ts";

const isNightly = process.env.NIGHTLY === "1";
const obstacle = isNightly ? placedKillsImpossible() : "placed kills are for the nightly run (NIGHTLY=1)";

/** Places tried for one kind of call: all of them where they are few, else the first and then ever fewer. */
const mostPlaces = 60;
/** The news of a death takes a moment. */
const newsMs = 300;
const nextPlace = (place: number): number => (place < 30 ? place + 1 : Math.ceil(place * 1.1));

describe.skipIf(obstacle !== undefined)(
  `a process killed at its write-side system calls${obstacle ? ` (${obstacle})` : ""}`,
  () => {
    const directory = makeTestDirectory();
    const settings = { LIMIT_PUTS_PER_MINUTE: "1000000" };
    const agencies = [filingAgency("first")];
    const [agency] = agencies as [(typeof agencies)[0]];
    const answers: FiguresAnswer[] = [];
    let server: RunningServer;
    let registeredAt: string;

    beforeAll(async () => {
      server = await startServer(directory, settings);
      registeredAt = await registerAgencies(server.api, ["first"]);
      await agency.finish(server.api);
    });
    afterAll(async () => {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    });

    /** One push and its projection, with a kill placed; whether the place was reached. */
    async function pushKilledAt(pids: readonly number[], calls: string, when: number): Promise<boolean> {
      let isDead = false;
      const { ended } = server;
      void ended.then(() => (isDead = true));
      const kill = await placeKill(pids, { calls, when, record: join(directory, "trace"), threads: pids.length === 1 });
      const goal = agency.acknowledged.length + 1;
      await agency.fileWhile(
        () => !isDead && agency.acknowledged.length < goal,
        () => server.api,
      );
      if (!isDead) await settledFigures(server.api, agencies).catch(() => {}); // it may die in the middle
      await kill.detach();
      await Promise.race([ended, delay(newsMs)]);
      if (isDead) {
        server = await startServer(directory, settings);
        if (agency.acknowledged.length < goal) await agency.finish(server.api);
      }
      // While Postgres recovers everything is refused.
      answers.push(await vi.waitFor(() => settledFigures(server.api, agencies), { timeout: 30_000, interval: 50 }));
      return isDead || kill.hasKilled();
    }

    test.each([
      ["the server", "fsync,fdatasync"],
      ["the server", "rename,renameat,renameat2,unlink,unlinkat,rmdir,link,linkat,mkdir,mkdirat,ftruncate"],
      ["the server", "pwrite64,pwritev,pwritev2,write,writev"],
      ["its Postgres", "fsync,fdatasync"],
      ["its Postgres", "pwrite64,pwritev,pwritev2,write,writev"],
      ["its Postgres", "sendto"],
    ])(
      "%s, at each %s in turn: nothing acknowledged is lost, nothing is there twice, no figure is of half a push",
      async (who, calls) => {
        let reached = 0;
        // One miss is no end: another process than those traced may have done the work.
        for (let when = 1, misses = 0; reached < mostPlaces && misses < 3;) {
          const pids = who === "the server" ? [server.pid] : withChildren(postgresServers(server.dataDirectory)[0]!);
          if (await pushKilledAt(pids, calls, when)) {
            when = nextPlace(when);
            reached += 1;
            misses = 0;
          } else misses += 1;
          expect(postgresServers(server.dataDirectory)).toHaveLength(1);
        }
        console.info(`${who}, ${calls}: killed at ${reached} places`);
        expect(reached).toBeGreaterThan(0);
        await expectLedgerToHold(server.api, agencies);
        await expectFiguresToFollow(server.api, { agencies, registeredAt }, answers);
      },
    );
  },
);
