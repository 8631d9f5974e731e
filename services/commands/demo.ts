import { join, resolve } from "node:path";
import { pino } from "pino";
import { push } from "#collectors/commands/push.ts";
import { reportFailure } from "#collectors/commands/report-failure.ts";
import { createKey, type KeyStore } from "#keys/create-key.ts";
import { catalogue } from "#indicators/catalogue.ts";
import { readConfig } from "#services/config.ts";
import { openPlatform, type Platform } from "#services/open-platform.ts";
import { createLog } from "#services/operations/create-log.ts";
import type { CliContext, GlobalFlags } from "./cli-context.ts";
import { figures } from "./figures.ts";
import { startFailure } from "./start-failure.ts";

/** Two real filings: what each file is, and how many agencies it has. */
const inventories = [
  {
    preset: "omb-2024",
    reference_date: "2024-12-31",
    agencies: 41,
    file: "omb-2024/2024_consolidated_ai_inventory_raw_v2.csv",
  },
  {
    preset: "omb-2025",
    reference_date: "2025-12-31",
    agencies: 41,
    file: "omb-2025/2025_individually_reported_AI_use_cases.csv",
  },
] as const;

const folder = resolve(import.meta.dirname, "../../test/fixtures/inventories");
const keyValidMs = 24 * 3_600_000;

/**
 * Starts a server on embedded stores of its own, loads the two US federal AI inventories the way an agency would, prints
 * figures, and serves until it is stopped. A second start finds what the first one loaded.
 */
export async function demo(context: CliContext, flags: GlobalFlags, { once }: { once: boolean }): Promise<number> {
  const { environment, io } = context;
  const say = (text: string): void => io.out(`${text}\n`);
  let platform: Platform | undefined;
  try {
    const config = readConfig({ PUBLIC_LEVEL: "member", DATA_DIR: "data/demo", ...environment, HOST: "127.0.0.1" });
    say(`Sparewheel demonstration: real data, everything on this machine, in ${config.dataDirectory}.`);
    const log = createLog("warn", pino.destination({ dest: 2, sync: true }));
    platform = await openPlatform(config, { log, now: () => io.now(), showFirstKey: () => {} });
    const { url } = await platform.listen();
    const { token } = await createKey(platform.deps as KeyStore, {
      kind: "admin",
      validMs: keyValidMs,
      createdBy: "command-line",
    });

    const status = await loadInventories(platform, { context, flags, url, token });
    if (status !== 0) return status;
    await platform.modules.projector()?.drained();
    for (const { reference_date } of inventories) {
      say("");
      const shown = { date: reference_date, group: ["coalition"], code: [] };
      await figures(
        { ...context, environment: { ...environment, SPAREWHEEL_KEY: token } },
        { ...flags, server: url },
        shown,
      );
    }
    say(whatNext(url, token));
    if (!once) await stopped(io.signal);
    return 0;
  } catch (error) {
    return reportFailure(startFailure(error), flags, io);
  } finally {
    await platform?.close();
  }
}

async function loadInventories(
  { deps: { sql }, app }: Platform,
  { context, flags, url, token }: { context: CliContext; flags: GlobalFlags; url: string; token: string },
): Promise<number> {
  const { io } = context;
  const response = await app.request("/v1/admin/registry", {
    method: "PUT",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ members: [{ id: "us", name: "United States", jurisdictions: ["US"] }] }),
  });
  if (!response.ok) throw new Error(`the member was not registered: ${await response.text()}`);
  for (const { preset, reference_date, agencies, file } of inventories) {
    const [found] = await sql<{ agencies: number }[]>`
      SELECT count(DISTINCT agency) AS agencies FROM push WHERE reference_date = ${reference_date}`;
    if ((found?.agencies ?? 0) >= agencies) {
      io.out(`${preset}: loaded before.\n`);
      continue;
    }
    io.out(`${preset}: pushing every agency of ${file}, as of ${reference_date}.\n`);
    const status = await push(
      {
        file: join(folder, file),
        preset,
        referenceDate: reference_date,
        allAgencies: true,
        member: "us",
        // Four agencies list over a fifth fewer workloads in 2025: that is what they filed.
        confirmShrink: true,
        server: url,
        key: token,
        output: flags.output,
        quiet: flags.quiet,
      },
      { ...io, stateDirectory: join(context.environment.DATA_DIR ?? "data/demo", "spool") },
    );
    if (status !== 0) return status;
  }
  return 0;
}

function whatNext(url: string, token: string): string {
  const codes = catalogue.map(({ code }) => code).join(", ");
  return `
The value is the upper end of its band: what nobody reported counts as not done. A band from 0 to 100 % means that the
inventories do not say: they were not asked what would take over.

It listens on ${url} until you press Ctrl-C. The coalition's and members' figures are open here, to this machine only.
  curl '${url}/v1/figures?date=2025-12-31&group=coalition'
  curl '${url}/v1/figures?date=2025-12-31&group=function:03&code=EVAL_GAP'
Indicators: ${codes}
All groups, agencies too, with the admin key of this demonstration (good for 24 hours, for this data only):
  SPAREWHEEL_KEY=${token} npx sparewheel figures --server ${url} --date 2025-12-31
`;
}

function stopped(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve();
    signal?.addEventListener("abort", () => resolve(), { once: true });
    process.once("SIGTERM", () => resolve());
  });
}
