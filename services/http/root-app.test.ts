import { expect, test } from "vitest";
import { hostRule } from "#http/allowed-hosts.ts";
import { createRootApp } from "#http/root-app.ts";
import { createLog } from "#services/operations/create-log.ts";

function rootApp({ listenOn = "127.0.0.1", allowedHosts = [] as string[], accepting = true } = {}) {
  const lines: string[] = [];
  const log = createLog("debug", { write: (line) => void lines.push(line) });
  const app = createRootApp({ log, isHostAllowed: hostRule({ listenOn, allowedHosts }), isAccepting: () => accepting });
  app.get("/healthz", (c) => c.text("alive"));
  app.get("/things/:id", (c) => c.text("thing"));
  app.get("/broken", () => {
    throw new Error("insert into key\nparams: sw_secret", {
      cause: Object.assign(new Error("inner"), { token: "sw_secret" }),
    });
  });
  return { app, lines };
}

const statusOf = async (rule: Parameters<typeof rootApp>[0], url: string, headers?: Record<string, string>) =>
  (await rootApp(rule).app.request(url, { headers })).status;

test("on loopback a name that a web page could point here is refused, in Host and in Origin", async () => {
  expect(await statusOf({}, "http://attacker.example/things/1")).toBe(400);
  expect(await statusOf({}, "http://localhost/things/1", { origin: "https://attacker.example" })).toBe(400);
  expect(await statusOf({}, "http://localhost/things/1", { origin: "null" })).toBe(400);
  for (const name of ["localhost:8080", "127.0.0.1:8080", "[::1]:8080"])
    expect(await statusOf({}, `http://${name}/things/1`, { origin: `http://${name}` })).toBe(200);
});

test("elsewhere any name will do unless ALLOWED_HOSTS lists some", async () => {
  expect(await statusOf({ listenOn: "0.0.0.0" }, "http://any.example/things/1")).toBe(200);
  const allowedHosts = ["figures.example"];
  expect(await statusOf({ listenOn: "0.0.0.0", allowedHosts }, "http://any.example/things/1")).toBe(400);
  expect(await statusOf({ allowedHosts }, "http://figures.example/things/1")).toBe(200);
});

test("a stopping server refuses with Retry-After, closes the connection and still answers its probes", async () => {
  const { app } = rootApp({ accepting: false });
  const refused = await app.request("/things/1");
  expect([refused.status, refused.headers.has("retry-after"), refused.headers.get("connection")]).toEqual([
    503,
    true,
    "close",
  ]);
  expect((await app.request("http://10.0.0.7/healthz")).status).toBe(200);
});

test("the request's line has route, status and duration, and nothing that the caller typed", async () => {
  const { app, lines } = rootApp();
  await app.request("/things/sw_secret?key=sw_secret", { headers: { authorization: "Bearer sw_secret" } });
  expect(JSON.parse(lines.at(-1)!)).toMatchObject({ method: "GET", route: "/things/:id", status: 200, msg: "request" });
  expect(lines.join("")).not.toContain("sw_secret");
});

test("a failure is logged with its cause and the request's id, without the values of a query or a secret", async () => {
  const { app, lines } = rootApp();
  const response = await app.request("/broken");
  const line = JSON.parse(lines[0]!) as { request_id: string; err: { cause: { message: string } } };
  expect(line.err.cause.message).toBe("inner");
  expect(line.request_id).toBe(response.headers.get("x-request-id"));
  expect(lines.join("")).not.toContain("sw_secret");
});

test("nothing may be framed, guessed at or run from an answer", async () => {
  const { headers } = await rootApp().app.request("/things/1");
  expect(headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
});
