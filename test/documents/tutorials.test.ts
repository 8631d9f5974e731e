import { afterAll, beforeAll, expect, test } from "vitest";
import { runDocument } from "#test/support/documented-commands/run-document.ts";
import { openSandbox, type Sandbox } from "#test/support/documented-commands/sandbox.ts";
import { documents } from "./documents.ts";

/** Each command starts a process, on a machine that may be busy with other tests. */
const patienceMs = 240_000;
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());

test.each(documents.tutorials)(
  "%s runs as it is written",
  async (path) => {
    expect(await runDocument(path, sandbox)).toEqual([]);
  },
  patienceMs,
);
