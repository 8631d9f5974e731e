import { afterAll, beforeAll, expect, test } from "vitest";
import {
  cookieOf,
  formHeaders,
  openPortalWorld,
  type PortalWorld,
  type Visiting,
} from "#test/support/portal/portal-world.ts";
import { makeKey } from "#test/support/world.ts";

let world: PortalWorld;
beforeAll(async () => {
  world = await openPortalWorld();
});
afterAll(() => world.close());

const statusOf = async (path: string, visiting?: Visiting) => (await world.visit(path, visiting)).status;

test("the cookie is for this site's pages only, ends within the hour, and does not hold the key", async () => {
  const token = await makeKey(world.api, { kind: "reader" });
  const cookie = (await world.signIn(token)).headers.get("set-cookie") ?? "";
  expect(cookie).toMatch(/Max-Age=3600; Path=\/; HttpOnly; Secure; SameSite=Strict/);
  expect(cookie).not.toContain(token.split("_")[3]!);
});

test("a form of another site is refused, and so is one whose Origin cannot be read", async () => {
  const token = await makeKey(world.api, { kind: "reader" });
  for (const origin of ["https://attacker.example", "null", "http://portal.test:81"]) {
    const response = await world.signIn(token, { ...formHeaders, origin });
    expect([response.status >= 400, response.headers.get("set-cookie")]).toEqual([true, null]);
  }
  const { origin: _, ...without } = formHeaders;
  expect((await world.signIn(token, without)).headers.get("set-cookie")).toBeNull();
});

test("keys that do not open pages, and those that are wrong, are refused with a sentence", async () => {
  const grafana = await makeKey(world.api, { kind: "grafana" });
  const refused = await world.signIn(grafana);
  expect([refused.status, await refused.text()]).toEqual([
    403,
    expect.stringContaining("Keys of this kind do not open pages"),
  ]);
  const wrong = await world.signIn(`${grafana}x`);
  expect([wrong.status, await wrong.text()]).toEqual([
    403,
    expect.stringContaining("misspelt, unknown, expired or revoked"),
  ]);
});

test("a session ends with its key, and a cookie that somebody changed is none", async () => {
  const token = await makeKey(world.api, { kind: "reader" });
  world.cookies.ending = cookieOf(await world.signIn(token));
  expect(await statusOf("/members/nl", { as: "ending" })).toBe(200);
  world.cookies.forged = world.cookies.ending.replace(/=\w/, "=0");
  expect(await statusOf("/members/nl", { as: "forged" })).toBe(404);
  await world.api.must("DELETE", `/v1/admin/keys/${token.split("_")[2]}`);
  expect(await statusOf("/members/nl", { as: "ending" })).toBe(404);
});

test("signing out takes the cookie back, for a form of our own only", async () => {
  const out = await world.ask("/sign-out", { method: "POST", headers: formHeaders });
  expect(out.headers.get("set-cookie")).toMatch(/^sparewheel_session=; Max-Age=0/);
  const foreign = await world.ask("/sign-out", {
    method: "POST",
    headers: { ...formHeaders, origin: "https://attacker.example" },
  });
  expect(foreign.headers.get("set-cookie")).toBeNull();
});

test("a session ends after an hour, whatever the browser keeps", async () => {
  world.cookies.lasting = cookieOf(await world.signIn(await makeKey(world.api, { kind: "reader" })));
  world.passMinutes(59);
  expect(await statusOf("/members/nl", { as: "lasting" })).toBe(200);
  world.passMinutes(2);
  expect(await statusOf("/members/nl", { as: "lasting" })).toBe(404);
});
