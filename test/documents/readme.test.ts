import { afterAll, beforeAll, expect, test } from "vitest";
import { runDocument } from "#test/support/documented-commands/run-document.ts";
import { openSandbox, type Sandbox } from "#test/support/documented-commands/sandbox.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());

test("the README's three lines push a real inventory and print the figures that it shows", async () => {
  expect(await runDocument("README.md", sandbox)).toEqual([]);
});
