import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { createApp } from "#http/app.ts";
import { listen, type Listening } from "#http/listen.ts";

let listening: Listening | undefined;
afterEach(async () => {
  await listening?.close(0);
  listening = undefined;
});

async function serve(slowMs = 0, headersTimeoutMs = 10_000): Promise<Listening> {
  const app = createApp();
  app.get("/slow", async (c) => {
    await delay(slowMs);
    return c.text("done");
  });
  listening = await listen(app, { host: "127.0.0.1", port: 0, headersTimeoutMs, requestTimeoutMs: 20_000 });
  return listening;
}

/** Sends bytes and returns all that comes back. */
function exchange(url: string, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (chunk) => (answer += chunk.toString()));
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}

test.each([
  ["no HTTP at all", "nonsense\r\n\r\n", 400, "malformed-request"],
  ["a Host that is no host", "GET /slow HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n", 400, "malformed-request"],
  ["a head of 20 kB", `GET / HTTP/1.1\r\nHost: x\r\nA: ${"a".repeat(20_000)}\r\n\r\n`, 431, "head-too-large"],
])("%s is answered by a problem", async (_, bytes, status, code) => {
  const answer = await exchange((await serve()).url, bytes);
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(answer).toContain("application/problem+json");
  expect(answer).toContain(`"code":"${code}"`);
});

test("a head that does not come in time is answered 408", async () => {
  const answer = await exchange((await serve(0, 200)).url, "GET / HTTP/1.1\r\nHost: x\r\n");
  expect(answer).toContain('"code":"request-timeout"');
});

test("closing waits for the request under way and accepts no other", async () => {
  const { url, close } = await serve(300);
  const under = fetch(`${url}/slow`);
  await delay(100);
  const closed = close(5_000);
  await expect(fetch(`${url}/slow`)).rejects.toThrow();
  expect(await (await under).text()).toBe("done");
  await closed;
});

test("closing gives up on a request that outlasts its patience", async () => {
  const { url, close } = await serve(10_000);
  const cut = fetch(`${url}/slow`).catch((error: unknown) => error);
  await delay(100);
  const started = performance.now();
  await close(200);
  expect(performance.now() - started).toBeLessThan(3_000);
  expect(await cut).toBeInstanceOf(TypeError);
});

test("an address that is taken is one sentence with the variables' names", async () => {
  const { url } = await serve();
  const port = Number(new URL(url).port);
  const again = listen(createApp(), { host: "127.0.0.1", port, headersTimeoutMs: 1, requestTimeoutMs: 1 });
  await expect(again).rejects.toThrow(`cannot listen on HOST 127.0.0.1 PORT ${port}: something else listens there`);
});
