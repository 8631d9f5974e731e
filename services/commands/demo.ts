import { pino } from "pino";
import { reportFailure } from "#collectors/commands/report-failure.ts";
import { createProgress } from "#collectors/progress.ts";
import { catalogue } from "#indicators/catalogue.ts";
import { createKey, type KeyStore } from "#keys/create-key.ts";
import { loadCase } from "#services/cases/load-case.ts";
import { type Config, readConfig } from "#services/config.ts";
import { demoWorld, lastFiledMonthEnd } from "#services/demo/demo-world.ts";
import { openPlatform, type Platform } from "#services/open-platform.ts";
import { createLog } from "#services/operations/create-log.ts";
import type { CliContext, GlobalFlags } from "./cli-context.ts";
import { type DemoMark, readDemoMark, removeDemo, writeDemoMark } from "./demo-folder.ts";
import { figures } from "./figures.ts";
import { inventories, loadInventories } from "./load-inventories.ts";
import { startFailure } from "./start-failure.ts";

export interface DemoOptions {
  /** The two US inventories instead of the made-up coalition. */
  real: boolean;
  /** Ends after the figures instead of serving. */
  once: boolean;
}

/** Filings that are carried over together while more are loaded: each round costs as much as the facts of many. */
const entriesTogether = 100;
const keyValidMs = 24 * 3_600_000;
const defaultFolders = { synthetic: "data/demo", real: "data/demo-real" } as const;
const folderOf = ({ environment }: CliContext, world: DemoMark["world"]): string =>
  environment.DATA_DIR || defaultFolders[world];

/**
 * Starts a server on embedded stores of its own and fills them, once: with a made-up coalition, or with real inventories the way an
 * agency would. Prints figures, and serves until it is stopped.
 */
export async function demo(context: CliContext, flags: GlobalFlags, { real, once }: DemoOptions): Promise<number> {
  const { environment, io } = context;
  // Looked at before anything is opened, so that from here on a signal closes in order what is.
  const { signal } = io;
  const isJson = flags.output === "json";
  const say = (text: string): void => {
    if (!isJson) io.out(`${text}\n`);
  };
  const started = io.now();
  const world = real ? "real" : "synthetic";
  let platform: Platform | undefined;
  try {
    const directory = folderOf(context, world);
    const mark = prepareFolder(directory, world, io.now());
    const config = readConfig({
      PUBLIC_LEVEL: "member",
      DATA_LABEL: real ? "none" : "synthetic",
      ...environment,
      DATA_DIR: directory,
      HOST: "127.0.0.1",
    });
    say(
      real
        ? `Sparewheel demonstration: real inventories, everything on this machine, in ${directory}.`
        : `Sparewheel demonstration: a made-up coalition, no real state or company, everything on this machine, in ${directory}.`,
    );
    let tellFilled = (): void => {};
    const isFilled = new Promise<void>((resolve) => (tellFilled = resolve));
    platform = await open(config, () => io.now(), isFilled);
    if (!mark.is_loaded && !real) await loadSynthetic(platform, mark, context, flags);
    const { url, gatewayUrl, metricsUrl } = await platform.listen();
    const { token } = await createKey(platform.deps as KeyStore, {
      kind: "admin",
      validMs: keyValidMs,
      createdBy: "command-line",
    });
    const grafana = await createKey(platform.deps as KeyStore, {
      kind: "grafana",
      validMs: keyValidMs,
      createdBy: "command-line",
    });
    if (real) {
      // Of one document for all, only the end goes to standard output.
      const loading = isJson ? { ...context, io: { ...io, out: (text: string) => io.err(text) } } : context;
      const status = await loadInventories(platform, { context: loading, flags, url, token });
      if (status !== 0) return status;
    }
    await platform.modules.projector()?.drained();
    if (mark.is_loaded) say("Its data was loaded before; `demo reset` removes it.");
    writeDemoMark(directory, { ...mark, is_loaded: true });
    const dates = real ? inventories.map(({ reference_date }) => reference_date) : [mark.last_reference_date];
    const answers: unknown[] = [];
    const shown = isJson ? { ...io, out: (text: string) => void answers.push(JSON.parse(text)) } : io;
    for (const date of dates) {
      say("");
      await figures(
        { ...context, io: shown, environment: { ...environment, SPAREWHEEL_KEY: token } },
        { ...flags, server: url },
        { date, group: ["coalition"], code: [] },
      );
    }
    // The first page that is asked for takes seconds, because nothing is compiled yet: this is that one.
    await (await fetch(url)).text();
    say(`Ready after ${((io.now() - started) / 1000).toFixed(0)} s.`);
    say(whatNext({ url, token, date: dates.at(-1) ?? "", world }));
    if (gatewayUrl) say(forGrafana(gatewayUrl, grafana.token));
    if (metricsUrl) say(`Prometheus reads ${metricsUrl}.`);
    if (isJson) {
      const doors = { url, gateway_url: gatewayUrl ?? null, metrics_url: metricsUrl ?? null };
      const keys = { key: token, grafana_key: grafana.token };
      io.out(`${JSON.stringify({ world, directory, ...doors, ...keys, figures: answers })}\n`);
    }
    if (!once) {
      tellFilled();
      await stopped(signal);
    }
    return 0;
  } catch (error) {
    return reportFailure(startFailure(error), flags, io);
  } finally {
    await platform?.close();
  }
}

/** Removes what demonstrations have stored. */
export function resetDemo(context: CliContext, flags: GlobalFlags): number {
  const { io } = context;
  try {
    const folders = [...new Set([folderOf(context, "synthetic"), folderOf(context, "real")])];
    const found = folders.map((directory) => ({ directory, is_removed: removeDemo(directory) }));
    if (flags.output === "json") io.out(`${JSON.stringify({ folders: found })}\n`);
    else
      for (const { directory, is_removed } of found)
        io.out(is_removed ? `Removed ${directory}.\n` : `${directory} holds no demonstration.\n`);
    return 0;
  } catch (error) {
    return reportFailure(error, flags, io);
  }
}

/** A made-up world that was loaded in part is begun again; filings that were pushed go on where they stopped. */
function prepareFolder(directory: string, world: DemoMark["world"], now: number): DemoMark {
  const found = readDemoMark(directory);
  if (found?.world === world && (found.is_loaded || world === "real")) return found;
  if (found) removeDemo(directory);
  const mark: DemoMark = { world, last_reference_date: lastFiledMonthEnd(now), is_loaded: false };
  writeDemoMark(directory, mark);
  return mark;
}

async function open(config: Config, now: () => number, isFilled: Promise<void>): Promise<Platform> {
  const log = createLog("warn", pino.destination({ dest: 2, sync: true }));
  return await openPlatform(config, { log, now, showFirstKey: () => {}, isFilled });
}

async function loadSynthetic(
  { deps, modules }: Platform,
  { last_reference_date }: DemoMark,
  { io }: CliContext,
  flags: GlobalFlags,
): Promise<void> {
  const progress = createProgress(io, flags.quiet === true);
  const { sql, receiptKey, serverId, epoch } = deps;
  await loadCase(sql, demoWorld(last_reference_date), {
    signer: { privateKey: receiptKey, server_id: serverId, epoch },
    onEntry(done, total) {
      progress.step(done, total, "filings received, receipts signed");
      if (done % entriesTogether === 0) modules.projector()?.wake();
    },
  });
  progress.note("deriving what follows from the last of them");
  await modules.projector()?.drained();
  progress.clear();
}

function whatNext({
  url,
  token,
  date,
  world,
}: {
  url: string;
  token: string;
  date: string;
  world: DemoMark["world"];
}): string {
  const codes = catalogue.map(({ code }) => code).join(", ");
  const [member, division] = world === "real" ? ["us", "03"] : ["ald", "07"];
  const why =
    world === "real"
      ? "A band from 0 to 100 % means that the\ninventories do not say: they were not asked what would take over."
      : "Everything here is made up, and says so\nin its names.";
  return `
The value is the upper end of its band: what nobody reported counts as not done. ${why}

Open ${url} in a browser: headlines, trends, members, and what would stop if a provider withdrew. Sign in there with the key below
for agencies and the workloads behind their figures. It listens until you press Ctrl-C; the coalition's and members' figures are
open to this machine only. The same by API:
  curl '${url}/v1/figures?date=${date}&group=coalition'
  curl '${url}/v1/figures?date=${date}&group=member:${member}&group=function:${division}&code=EVAL_GAP'
  curl '${url}/v1/series?code=UNPROTECTED&group=member:${member}&from=2024-01-01&until=${date}&step=month'
Indicators: ${codes}
All groups, agencies too, with the admin key of this demonstration (good for 24 hours, for this data only):
  SPAREWHEEL_KEY=${token} npx sparewheel figures --server ${url} --date ${date}
`;
}

/** The environment that the provisioned data source takes: docs/boards.md. */
function forGrafana(gatewayUrl: string, token: string): string {
  const { hostname, port } = new URL(gatewayUrl);
  return `A Grafana with infra/grafana provisioned shows the boards (docs/boards.md), which have all figures within a minute from now, when it
is started with
  SPAREWHEEL_SOURCE_HOST=${hostname} SPAREWHEEL_SOURCE_PORT=${port} SPAREWHEEL_SOURCE_USER=grafana SPAREWHEEL_SOURCE_DATABASE=indicators \\
  SPAREWHEEL_SOURCE_PASSWORD=${token}
`;
}

function stopped(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve();
    signal?.addEventListener("abort", () => resolve(), { once: true });
    process.once("SIGTERM", () => resolve());
  });
}
