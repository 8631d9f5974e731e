import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { createGzip } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pushText } from "#test/support/push-body.ts";
import { type RawAnswer, rawRequest } from "#test/support/raw-request.ts";
import { type RefusingServer, startRefusingServer } from "#test/support/refusing-server.ts";
import type { RunningServer } from "#test/support/running-server.ts";
import { aWorkload, makeKey, sendPush } from "#test/support/world.ts";

const mebibyte = 1024 ** 2;
const content = { reference_date: "2026-09-30", complete: true, workloads: [aWorkload("a")] };
/** Of a push that is cut in the middle of its only record: it stores nothing. */
const unfinished = Buffer.from(pushText(content).slice(0, -20));

let refusing: RefusingServer<RunningServer>;
beforeAll(async () => {
  refusing = await startRefusingServer({
    LIMIT_PUTS_PER_MINUTE: "60",
    LIMIT_WORKLOADS: "1000",
    LIMIT_BODY_BYTES: String(8 * mebibyte),
    LIMIT_BYTES_IN_FLIGHT: String(8 * mebibyte),
  });
});
afterAll(() => refusing.close());

const put = (agency: string, push_id: string = randomUUID()): string =>
  `${refusing.server.api.url}/v1/agencies/${agency}/pushes/${push_id}`;
const headers = (extra: Record<string, string | number> = {}): Record<string, string | number> => ({
  authorization: `Bearer ${refusing.token}`,
  "content-type": "application/x-ndjson",
  ...extra,
});
const codeOf = ({ text }: { text: string }): string => (JSON.parse(text) as { code: string }).code;

/** Resident memory of the server, in MiB. */
function residentMebibytes(): number {
  const status = readFileSync(`/proc/${refusing.server.pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)![1]) / 1024;
}

/** A gzip text of `total` bytes of one line over and over. */
async function bombOf(line: string, total: number): Promise<Buffer> {
  const gzip = createGzip();
  const zipped = gzip.toArray() as Promise<Buffer[]>;
  const block = Buffer.from(line.repeat(Math.ceil(mebibyte / line.length)));
  for (let written = 0; written < total; written += block.length)
    if (!gzip.write(block)) await new Promise((resolve) => gzip.once("drain", resolve));
  gzip.end();
  return Buffer.concat(await zipped);
}

/** Sends while the memory of the server is watched. */
async function watched(send: () => Promise<RawAnswer>): Promise<RawAnswer & { grownMebibytes: number }> {
  const before = residentMebibytes();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, residentMebibytes());
  }, 2);
  const answer = await send().finally(() => clearInterval(watch));
  await delay(100); // what was begun has ended
  most = Math.max(most, residentMebibytes());
  return { ...answer, grownMebibytes: Math.round(most - before) };
}

describe("a body over a limit gets its answer, not a reset", () => {
  test.each([
    ["zeros", "\0"],
    ["empty lines", "\n"],
    ["empty objects", "{}\n"],
  ])("a decompression bomb of %s is refused within 200 ms and 64 MiB", async (_, line) => {
    const bomb = await bombOf(line, 128 * mebibyte);
    const head = headers({ "content-encoding": "gzip", "content-length": bomb.length });
    const throwBomb = async () => rawRequest(put("tax"), { headers: head, pieces: [bomb] });
    await throwBomb(); // code is compiled and buffers are there
    const attempts = [await watched(throwBomb), await watched(throwBomb), await watched(throwBomb)];
    for (const { status, text, grownMebibytes } of attempts) {
      expect(status).toBe(413);
      expect(["ratio-too-high", "too-many-workloads", "too-large"]).toContain(codeOf({ text }));
      expect(grownMebibytes).toBeLessThan(64);
    }
    // Other tests share the machine; the fastest says what the server needs.
    expect(Math.min(...attempts.map(({ ms }) => ms))).toBeLessThan(200);
  });

  const blocks = function* (count: number): Generator<Buffer> {
    for (let sent = 0; sent < count; sent += 1) yield Buffer.alloc(mebibyte, "x");
  };

  test("a chunked body that grows over the limit", async () => {
    const answer = await rawRequest(put("tax"), { headers: headers(), pieces: blocks(30) });
    expect([answer.status, codeOf(answer), answer.headers.connection]).toEqual([413, "too-large", "close"]);
  });

  test("a Content-Length over the limit, before the body was read", async () => {
    const head = headers({ "content-length": 30 * mebibyte });
    const answer = await rawRequest(put("tax"), { headers: head, pieces: blocks(30) });
    expect([answer.status, codeOf(answer), answer.headers.connection]).toEqual([413, "too-large", "close"]);
  });

  test("a large body without a key is told so", async () => {
    const head = { "content-type": "application/x-ndjson", "content-length": 30 * mebibyte };
    const answer = await rawRequest(put("tax"), { headers: head, pieces: blocks(30) });
    expect([answer.status, codeOf(answer), answer.headers.connection]).toEqual([401, "no-key", "close"]);
  });

  test("more workloads than a push may have", async () => {
    const workloads = Array.from({ length: 1_001 }, (_, index) => aWorkload(`w${index}`));
    const answer = await sendPush(refusing.server.api, "tax", { ...content, workloads }, { token: refusing.token });
    expect([answer.status, codeOf(answer)]).toEqual([413, "too-many-workloads"]);
  });
});

/** Pushes that have begun and not ended; `release` lets them end. */
async function heldPushes(urls: readonly string[], bytes: Buffer, token: string) {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const answers = urls.map(async (url) =>
    rawRequest(url, {
      headers: headers({ authorization: `Bearer ${token}` }),
      pieces: (async function* () {
        yield bytes;
        await released;
      })(),
    }),
  );
  await delay(150); // they have arrived
  return { answers, release: () => release() };
}

describe("who sends too much at once has to wait", () => {
  test("the third push of an agency at once, and the same push a second time", async () => {
    const twice = put("customs");
    const token = await makeKey(refusing.server.api, { kind: "agency", agency: "customs" });
    const { answers, release } = await heldPushes([twice, put("customs")], unfinished, token);
    const [third, again] = await Promise.all(
      [put("customs"), twice].map(async (url) =>
        rawRequest(url, { headers: headers({ authorization: `Bearer ${token}` }), pieces: [unfinished] }),
      ),
    );
    release();
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([422, 422]);
    expect([third!.status, codeOf(third!)]).toEqual([429, "rate-limited"]);
    expect([again!.status, codeOf(again!)]).toEqual([409, "push-in-progress"]);
    for (const { headers: answered } of [third!, again!]) expect(Number(answered["retry-after"])).toBeGreaterThan(0);
  });

  test("bodies beyond what the process may hold at once", async () => {
    const block = Buffer.alloc(5 * mebibyte, "x");
    const { answers, release } = await heldPushes([put("tax")], block, refusing.token);
    const second = await rawRequest(put("tax"), { headers: headers(), pieces: [block] });
    expect([second.status, codeOf(second)]).toEqual([503, "server-busy"]);
    expect(Number(second.headers["retry-after"])).toBeGreaterThan(0);
    release();
    expect((await answers[0])!.status).toBe(400);
    const later = await rawRequest(put("tax"), { headers: headers(), pieces: [block] });
    expect(later.status).toBe(400); // there is place again, and it is read
  });

  test("the sixty-first push within a minute", async () => {
    const authorization = `Bearer ${await makeKey(refusing.server.api, { kind: "agency", agency: "health" })}`;
    const statuses: number[] = [];
    for (let sent = 0; sent < 61; sent += 1) {
      const answer = await rawRequest(put("health"), { headers: headers({ authorization }), pieces: [unfinished] });
      statuses.push(answer.status);
      if (answer.status === 429) expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    }
    expect(statuses).toEqual([...Array<number>(60).fill(422), 429]);
  });
});
