import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { programFile } from "#test/support/program-file.ts";
import { makeTestDirectory } from "#test/support/stores.ts";

/** As it is installed: the server here that is looked at most. */
const installed = resolve(import.meta.dirname, "../../bin/sparewheel.cjs");
let program: string;
let directory: string;
let port: number;
const children: ChildProcess[] = [];

beforeAll(async () => {
  directory = makeTestDirectory();
  port = await freePort();
  program = await programFile();
});
afterAll(async () => {
  for (const child of children) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
  }
  rmSync(directory, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port: free } = server.address() as { port: number };
  server.close();
  return free;
}

function start(words: string[], environment: Record<string, string> = {}, bin = program) {
  const { PATH = "", HOME = "" } = process.env;
  const env = {
    PATH,
    HOME,
    DATA_DIR: join(directory, "data"),
    PORT: String(port),
    GATEWAY_PORT: "0",
    METRICS_PORT: "0",
    ...environment,
  };
  const child = spawn(process.execPath, [bin, ...words], { env, cwd: directory, stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said.err += chunk.toString()));
  const ended = once(child, "close").then(([status]) => ({ status: status as number | null, ...said }));
  return { child, said, ended };
}
const run = (words: string[], environment?: Record<string, string>) => start(words, environment).ended;

async function serve(bin?: string) {
  const server = start(["serve"], {}, bin);
  for (let waited = 0; !server.said.out.includes('"listening"'); waited += 50) {
    if (server.child.exitCode !== null || waited > 30_000) throw new Error(server.said.err + server.said.out);
    await delay(50);
  }
  return server;
}
const url = (path: string) => `http://127.0.0.1:${port}${path}`;

/** A request for a key whose body ends only when `finish` is called. */
async function slowRequest() {
  const token = readFileSync(join(directory, "data/admin-key"), "utf8").trim();
  const body = '{"kind":"reader"}';
  const headers = {
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    "content-length": body.length,
  };
  const sent = request(url("/v1/admin/keys"), { method: "POST", headers });
  const answered = once(sent, "response").then(([response]) => (response as { statusCode: number }).statusCode);
  sent.write(body.slice(0, 5));
  await delay(300);
  return { finish: () => sent.end(body.slice(5)), answered };
}

describe("a server, from its first start until a signal", () => {
  let server: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    server = await serve(installed);
  });

  test("the first start makes one admin key, in a file for this user alone and in no log; the command line uses it", async () => {
    const { said } = server;
    const file = join(directory, "data/admin-key");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const created = await run(["key", "create", "agency", "--agency", "nl-tax", "--expires", "2d"]);
    expect(created).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^sw_agency_\w{8}_\w{43}_\w{6}\n$/) as string,
    });
    for (const secret of [readFileSync(file, "utf8").trim(), created.out.trim()])
      expect(said.out + said.err).not.toContain(secret);
    const publicId = created.out.split("_")[2]!;
    expect((await run(["key", "revoke", publicId])).status).toBe(0);
    expect((await run(["key", "list"])).out).toMatch(new RegExp(`^${publicId} +agency +nl-tax +revoked`, "m"));
    expect((await run(["key", "list"], { SPAREWHEEL_KEY: created.out.trim() })).status).toBe(3);
  });

  test("a second server on one DATA_DIR gets one sentence and exit 1, and the first goes on", async () => {
    const second = await run(["serve"], { PORT: String(await freePort()) });
    expect(second.status).toBe(1);
    expect(second.err).toBe(
      `sparewheel: ${join(directory, "data")} is in use by another process: stop that one, or choose another DATA_DIR\n`,
    );
    expect(second.out).toBe("");
    expect((await fetch(url("/readyz"))).status).toBe(200);
  });

  test("SIGTERM lets a request under way finish, takes no new one, stops both stores and exits 0", async () => {
    const { child, ended } = server;
    const postgres = Number(readFileSync(join(directory, "data/postgres/data/postmaster.pid"), "utf8").split("\n")[0]);
    const { finish, answered } = await slowRequest();
    child.kill("SIGTERM");
    await delay(300);
    await expect(fetch(url("/healthz"))).rejects.toThrow();
    finish();
    expect(await answered).toBe(201);
    expect((await ended).status).toBe(0);
    expect(() => process.kill(postgres, 0)).toThrow(/ESRCH/);
    expect(existsSync(join(directory, "data/postgres/data/postmaster.pid"))).toBe(false);
  });
});

test("with the server stopped the command line opens the stores, with a key that ends with it", async () => {
  const created = await run(["key", "create", "reader", "--output", "json"]);
  expect(created.status).toBe(0);
  expect(JSON.parse(created.out)).toMatchObject({
    kind: "reader",
    created_by: expect.stringMatching(/^\w{8}$/) as string,
  });
  const list = await run(["key", "list"]);
  expect(list.out.match(/^\w{8} +admin .* revoked .*command-line$/gm)).toHaveLength(1);
  expect((await run(["migrate", "status"])).out).toMatch(/0 pending\n$/);
});

test("a wrong variable stops the start with its name and exit 2; a wrong word is two lines and exit 2", async () => {
  expect(await run(["serve"], { PORT: "eighty", LIMIT_BODY: "1" })).toMatchObject({
    status: 2,
    err: expect.stringMatching(/LIMIT_BODY: [^]*PORT: expected a whole number/) as string,
  });
  for (const words of [["frobnicate"], ["figures"], ["key", "create", "admin", "--expires", "soon"]]) {
    const { status, err } = await run(words);
    expect(status).toBe(2);
    expect(err.trimEnd().split("\n")).toHaveLength(2);
  }
});

test("a server that is not there is exit 4 in two lines", async () => {
  const { status, err } = await run(["key", "list", "--server", url(""), "--output", "text"]);
  expect(status).toBe(4);
  expect(err.trimEnd().split("\n")).toHaveLength(2);
});

test("SIGTERM while the stores are being opened closes them, and exits 0 without ever listening", async () => {
  const { child, said, ended } = start(["serve"]);
  const lock = join(directory, "data/postgres/data/postmaster.pid");
  while (!existsSync(lock)) await delay(5);
  child.kill("SIGTERM");
  expect((await ended).status).toBe(0);
  expect(said.out).not.toContain('"listening"');
  expect(existsSync(lock)).toBe(false);
});

test("a second signal does not wait: the process is killed at once, and the next start works", async () => {
  const { child, ended } = await serve();
  const { answered } = await slowRequest();
  answered.catch(() => {}); // it is cut off
  child.kill("SIGTERM");
  await delay(200);
  child.kill("SIGTERM");
  await ended;
  expect(child.signalCode).toBe("SIGKILL");
  await serve();
  expect((await fetch(url("/readyz"))).status).toBe(200);
});
