import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rawRequest } from "#test/support/raw-request.ts";
import { type RefusingServer, openRefusingServer } from "#test/support/refusing-server.ts";

const isNightly = process.env.NIGHTLY === "1";
/** By day the server's clock, by which it judges a rate after ten seconds, runs faster than that of its sockets. */
const speed = isNightly ? 1 : 8;
const begun = Date.now();
const clock = (): number => begun + (Date.now() - begun) * speed;

let refusing: RefusingServer;
beforeAll(async () => {
  refusing = await openRefusingServer(
    isNightly ? { REQUEST_TIMEOUT_MS: "13000" } : { REQUEST_TIMEOUT_MS: "4000", HEADERS_TIMEOUT_MS: "4000" },
    clock,
  );
});
afterAll(() => refusing.close());

const put = (): URL => new URL(`/v1/agencies/tax/pushes/${randomUUID()}`, refusing.server.api.url);

test.concurrent("a sender of less than a kilobyte a second is told so, within seconds", async () => {
  const trickle = async function* (): AsyncGenerator<Buffer> {
    for (;;) {
      yield Buffer.from(" ");
      await delay(500);
    }
  };
  const headers = { authorization: `Bearer ${refusing.token}`, "content-type": "application/x-ndjson" };
  const answer = await rawRequest(put().href, { headers, pieces: trickle() });
  const { code, detail } = JSON.parse(answer.text) as { code: string; detail: string };
  expect([answer.status, code, answer.headers.connection]).toEqual([408, "request-timeout", "close"]);
  expect(detail).toMatch(/less than 1000 bytes a second/); // and not because the whole request took too long
});

test.concurrent("a request that is not whole in time is told so, though its rate is good", async () => {
  const { port, hostname, pathname } = put();
  const socket = connect(Number(port), hostname);
  const heard: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => heard.push(chunk));
  const head = ["Content-Type: application/x-ndjson", "Content-Length: 4000000"];
  socket.write(`PUT ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${refusing.token}\r\n`);
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  const writing = setInterval(() => socket.write("x".repeat(10_000)), 250);
  await new Promise((resolve) => socket.once("close", resolve));
  clearInterval(writing);
  expect(Buffer.concat(heard).toString()).toMatch(/^HTTP\/1\.1 408 [^]*"code":"request-timeout"/);
});
