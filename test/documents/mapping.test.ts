import { afterAll, beforeAll, expect, test } from "vitest";
import { runDocument } from "#test/support/documented-commands/run-document.ts";
import { openSandbox, type Sandbox } from "#test/support/documented-commands/sandbox.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());

test("the example of a mapping and an overlay gives what the page shows", async () => {
  expect(await runDocument("docs/mapping.md", sandbox)).toEqual([]);
});
