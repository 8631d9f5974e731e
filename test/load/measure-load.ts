import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { contentDigestField } from "#collectors/pushing/build-body.ts";
import { createRandom } from "#services/demo/random.ts";
import type { Api } from "#test/support/api.ts";
import { pushText } from "#test/support/push-body.ts";
import { startServer } from "#test/support/running-server.ts";
import { aWorkload, makeKey, registerAgencies } from "#test/support/world.ts";
import type { LoadThresholds, PreparedAgency } from "./prepared-load.ts";

export interface LoadSize {
  agencies: number;
  /** Of each agency, one after the other. */
  pushes: number;
  thresholds: LoadThresholds;
}

/** Milliseconds, and what is counted. */
export interface TrendValues {
  min: number;
  med: number;
  avg: number;
  "p(95)": number;
  "p(99)": number;
  max: number;
  count: number;
}

export interface LoadResult {
  size: LoadSize;
  stored: TrendValues;
  repeated: TrendValues;
  /** From the first request to the last answer. */
  seconds: number;
  pushes_per_second: number;
  failed_share: number;
  passed_checks_share: number;
  /** Filings that the server says it has stored; what was sent twice counts once. */
  filings: number;
  /** From the last answer until every figure had every push. */
  visible_after_ms: number;
  broken_thresholds: string[];
}

export const workloadsOfAPush = 10;

interface Summary {
  state: { testRunDurationMs: number };
  metrics: Record<string, { values: Record<string, number>; thresholds?: Record<string, { ok: boolean }> }>;
}

/** A server of its own in `folder`, agencies with keys, and k6 that files for all of them at once. */
export async function measureLoad(k6: string, folder: string, size: LoadSize): Promise<LoadResult> {
  const server = await startServer(folder, { LIMIT_PUTS_PER_MINUTE: "100000", GATEWAY: "off" });
  try {
    const agencies = await prepareAgencies(server.api, size);
    writeFileSync(join(folder, "load.json"), JSON.stringify({ url: server.api.url, thresholds: size.thresholds }));
    writeFileSync(join(folder, "agencies.json"), JSON.stringify(agencies));
    const output = await runK6(k6, folder);
    const summary = readSummary(folder, output);
    const ended = performance.now();
    await untilProjected(server.api, agencies);
    const visibleAfterMs = performance.now() - ended;
    return resultOf(summary, size, await countFilings(server.api, agencies), visibleAfterMs);
  } finally {
    await server.stop();
  }
}

/** Every push of an agency has two of its ten workloads changed, as filings of an inventory that lives do. */
async function prepareAgencies(api: Api, { agencies, pushes }: LoadSize): Promise<PreparedAgency[]> {
  const ids = Array.from({ length: agencies }, (_, index) => `agency-${String(index + 1).padStart(3, "0")}`);
  await registerAgencies(api, ids);
  const random = createRandom(11);
  const prepared: PreparedAgency[] = [];
  for (const id of ids) {
    const workloads = Array.from({ length: workloadsOfAPush }, (_, index) => aWorkload(`${id}-w${index}`));
    const made = Array.from({ length: pushes }, () => {
      for (let count = 0; count < 2; count += 1) {
        const index = random.integer(0, workloadsOfAPush - 1);
        workloads[index] = aWorkload(`${id}-w${index}`, { name: `Workload ${random.integer(1, 1_000_000)}` });
      }
      const body = pushText({ reference_date: "2026-09-30", complete: true, workloads });
      return { push_id: randomUUID(), body, digest: contentDigestField(Buffer.from(body)) };
    });
    prepared.push({ id, token: await makeKey(api, { kind: "agency", agency: id }), pushes: made });
  }
  return prepared;
}

const script = join(import.meta.dirname, "pushes.ts");

/** k6 would tell its makers of every run, and look for extensions elsewhere. */
const atHome = { K6_NO_USAGE_REPORT: "true", K6_AUTO_EXTENSION_RESOLUTION: "false" };

async function runK6(k6: string, folder: string): Promise<string> {
  const child = spawn(k6, ["run", "--no-usage-report", "--quiet", "--no-color", script], {
    env: { PATH: process.env.PATH, HOME: folder, LOAD_FOLDER: folder, ...atHome },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-20_000)));
  await once(child, "close");
  return said;
}

function readSummary(folder: string, output: string): Summary {
  try {
    return JSON.parse(readFileSync(join(folder, "summary.json"), "utf8")) as Summary;
  } catch (cause) {
    throw new Error(`k6 ended without a summary: ${output}`, { cause });
  }
}

const projectionPatienceMs = 60_000;

async function untilProjected(api: Api, agencies: readonly PreparedAgency[]): Promise<void> {
  const started = performance.now();
  for (const { id, pushes } of agencies) {
    const path = `/v1/agencies/${id}/pushes/${pushes.at(-1)?.push_id}`;
    while ((await api.must<{ state: string }>("GET", path)).state !== "projected") {
      if (performance.now() - started > projectionPatienceMs) throw new Error(`${path} is not projected`);
      await delay(10);
    }
  }
}

async function countFilings(api: Api, agencies: readonly PreparedAgency[]): Promise<number> {
  let count = 0;
  for (const { id } of agencies)
    count += (await api.must<{ items: unknown[] }>("GET", `/v1/agencies/${id}/pushes?limit=1000`)).items.length;
  return count;
}

function resultOf({ metrics, state }: Summary, size: LoadSize, filings: number, visibleAfterMs: number): LoadResult {
  const valuesOf = (name: string): Record<string, number> => metrics[name]?.values ?? {};
  const seconds = state.testRunDurationMs / 1000;
  return {
    size,
    stored: valuesOf("push_stored") as unknown as TrendValues, // summaryTrendStats of the script asks for these
    repeated: valuesOf("push_repeated") as unknown as TrendValues,
    seconds,
    pushes_per_second: (valuesOf("push_stored")["count"] ?? 0) / seconds,
    failed_share: valuesOf("http_req_failed")["rate"] ?? 1,
    passed_checks_share: valuesOf("checks")["rate"] ?? 0,
    filings,
    visible_after_ms: visibleAfterMs,
    broken_thresholds: Object.entries(metrics).flatMap(([name, { thresholds = {} }]) =>
      Object.entries(thresholds)
        .filter(([, { ok }]) => !ok)
        .map(([bound]) => `${name}: ${bound}`),
    ),
  };
}
