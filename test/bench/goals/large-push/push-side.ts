import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type { Api } from "#test/support/api.ts";
import { registerAgencies } from "#test/support/world.ts";
import type { Side } from "../../harness/goal.ts";
import { residentMemory, resetPeak } from "../../harness/process-memory.ts";
import { type ProbedServer, startProbedServer } from "../server/probed-server.ts";

export interface PushForm {
  media: "ndjson" | "json";
  gzip: boolean;
}

const mebibyte = 1024 ** 2;
/** The wire's usual limit is for gzip; plain bodies of this size need more. */
const settings = {
  LIMIT_BODY_BYTES: String(256 * mebibyte),
  LIMIT_BYTES_IN_FLIGHT: String(256 * mebibyte),
};
const smallPushRecords = 200;
/** For what the small push has left to do: garbage, merges, and the first calculation of results, which begins two seconds after a start. */
const settleMs = 5_000;
const projectedPatienceMs = 120_000;

/** Each sample is the first large push of a server that has handled a small one; nothing of another push is in its memory. */
export function largePushSide(
  name: string,
  directory: string,
  form: PushForm,
  lines: readonly string[],
): Side & { close(): Promise<void> } {
  const large = bodyOf(lines, form);
  const small = bodyOf(lines.slice(0, smallPushRecords), form);
  let server: ProbedServer | undefined;
  let folder: string | undefined;
  const stop = async (): Promise<void> => {
    await server?.stop();
    server = undefined;
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  };
  return {
    name,
    startsCold: true,
    async prepare() {
      await stop();
      folder = mkdtempSync(join(directory, "server-"));
      server = await startProbedServer(folder, settings);
      await registerAgencies(server.api, ["small", "large"]);
      await pushed(server.api, "small", small, form);
      await delay(settleMs);
    },
    async sample() {
      if (!server) throw new Error("there is no server");
      const { now_mib } = residentMemory(server.pid);
      resetPeak(server.pid);
      await server.longestStall();
      const times = await pushed(server.api, "large", large, form);
      return {
        ...times,
        stall_ms: await server.longestStall(),
        extra_mib: residentMemory(server.pid).peak_mib - now_mib,
      };
    },
    close: stop,
  };
}

/** Sends a push and waits until the figures have it. */
async function pushed(
  api: Api,
  agency: string,
  body: Buffer,
  { media, gzip }: PushForm,
): Promise<{ receipt_ms: number; visible_ms: number }> {
  const path = `/v1/agencies/${agency}/pushes/${randomUUID()}`;
  const start = performance.now();
  const headers = {
    "content-type": media === "json" ? "application/json" : "application/x-ndjson",
    ...(gzip && { "content-encoding": "gzip" }),
  };
  await api.must("PUT", path, { body: new Uint8Array(body), headers });
  const receipt_ms = performance.now() - start;
  for (; performance.now() - start < projectedPatienceMs; await delay(20)) {
    const { state } = await api.must<{ state: string }>("GET", path);
    if (state === "projected") return { receipt_ms, visible_ms: performance.now() - start };
  }
  throw new Error("the push was not projected");
}

function bodyOf(lines: readonly string[], { media, gzip }: PushForm): Buffer {
  const header = JSON.stringify({
    schema_version: 1,
    reference_date: "2026-09-30",
    complete: true,
    records: lines.length,
  });
  const text =
    media === "json"
      ? `${header.slice(0, -1)},"workloads":[${lines.join(",")}]}`
      : `${[header, ...lines].join("\n")}\n`;
  return gzip ? gzipSync(text, { level: 6 }) : Buffer.from(text);
}
