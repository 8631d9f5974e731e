import { afterAll, beforeAll, expect, test } from "vitest";
import { runDocument } from "#test/support/documented-commands/run-document.ts";
import { openSandbox, type Sandbox } from "#test/support/documented-commands/sandbox.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());

/** In this order: each goes on where the one before it ends, on one server. */
test.each(["secretariat", "agency", "ministry"])("the tutorial of the %s runs as it is written", async (reader) => {
  expect(await runDocument(`docs/tutorials/${reader}.md`, sandbox)).toEqual([]);
});
