#!/usr/bin/env node
// Every running query of the embedded engine holds a libuv thread; the pool's size is read before any module loads.
process.env.UV_THREADPOOL_SIZE ??= "16"; // oxlint-disable-line node/no-process-env -- before everything that reads it
const { pathToFileURL } = require("node:url");
const { join } = require("node:path");
// The CommonJS build of this package does not find its own loader, so it is imported.
void import("tsx/esm/api").then(({ register }) => {
  register();
  return import(pathToFileURL(join(__dirname, "..", "services", "cli.ts")).href);
});
