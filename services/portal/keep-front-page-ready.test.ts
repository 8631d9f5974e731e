import { setTimeout as delay } from "node:timers/promises";
import { Hono } from "hono";
import { expect, test } from "vitest";
import type { AppEnv } from "#http/app.ts";
import { keepFrontPageReady } from "./keep-front-page-ready.ts";

test("the front page is asked for until there is one, and not after the stop", async () => {
  const answers: (200 | 503)[] = [503, 503, 200];
  let asked = 0;
  const routes = new Hono<AppEnv>();
  routes.get("/", (c) => c.text("", answers[asked++] ?? 200));
  const front = keepFrontPageReady(routes);
  await expect.poll(() => asked, { timeout: 5_000 }).toBe(3);
  await delay(700);
  expect(asked, "a page that is there is renewed later").toBe(3);
  await front.stop();

  asked = 0;
  const stopped = keepFrontPageReady(routes);
  await stopped.stop();
  await delay(700);
  expect(asked).toBe(1);
});
