import { existsSync } from "node:fs";
import { join } from "node:path";
import { reportFailure } from "#collectors/commands/report-failure.ts";
import { paintFor } from "#collectors/paint.ts";
import { serverAddress } from "#collectors/pushing/server-address.ts";
import { ConfigError, readConfig } from "#services/config.ts";
import { chooseKey } from "./choose-key.ts";
import { type CliContext, defaultServer, type GlobalFlags } from "./cli-context.ts";
import { checkDisk } from "./doctor/check-disk.ts";
import { checkKey } from "./doctor/check-key.ts";
import { checkNode } from "./doctor/check-node.ts";
import { checkPorts } from "./doctor/check-ports.ts";
import { type AskedServer, checkServer } from "./doctor/check-server.ts";
import { checkStores } from "./doctor/check-stores.ts";
import { failed, type Finding, ok, warning } from "./doctor/finding.ts";
import { strangeSettings } from "./settings/describe-settings.ts";

const spoolBytesMin = 64 * 1_048_576;

/** Looks at everything that has to be right for commands and a server here. Exit status 1 when something is not. */
export async function doctor(context: CliContext, flags: GlobalFlags): Promise<number> {
  const { io } = context;
  try {
    const findings = await examine(context, flags);
    const isFailed = findings.some(({ state }) => state === "failed");
    io.out(
      flags.output === "json"
        ? `${JSON.stringify({ status: isFailed ? 1 : 0, checks: findings })}\n`
        : textOf(findings, context, flags),
    );
    return isFailed ? 1 : 0;
  } catch (error) {
    return reportFailure(error, flags, io);
  }
}

async function examine(context: CliContext, flags: GlobalFlags): Promise<Finding[]> {
  const { io, environment } = context;
  const token = chooseKey(context, flags);
  // A PORT that is none is told among the settings.
  const base =
    flags.server !== undefined || URL.canParse(defaultServer(context))
      ? serverAddress(flags.server ?? defaultServer(context)).base
      : undefined;
  const server: AskedServer =
    base === undefined
      ? { findings: [], isSparewheel: false }
      : await checkServer(base, flags.server !== undefined, io);
  const isOurs = server.isSparewheel && flags.server === undefined;
  const asked = { token, keyFile: flags.keyFile, base: server.isSparewheel ? base : undefined };
  return [
    checkNode(process.versions.node),
    ...strangeSettings(environment).map(({ name, meant }) =>
      warning("settings", `${name} is no setting`, meant === null ? "Leave it out." : `Call it ${meant}.`),
    ),
    ...(await checkHere(context, isOurs)),
    await checkDisk("spool", join(io.stateDirectory, "sparewheel"), { freeBytesMin: spoolBytesMin, isNeeded: true }),
    ...server.findings,
    await checkKey(asked, io),
  ];
}

/** What a server on this machine needs. */
async function checkHere({ environment, io }: CliContext, isOurs: boolean): Promise<Finding[]> {
  try {
    const config = readConfig(environment);
    const { dataDirectory, limits } = config;
    const isNeeded = existsSync(dataDirectory) || Boolean(environment.DATA_DIR);
    return [
      ok("settings", "a server would start with them"),
      await checkDisk("data", dataDirectory, { freeBytesMin: limits.free_disk_bytes_min, isNeeded }),
      ...(await checkPorts(config, isOurs)),
      ...(await checkStores(config, io.fetch)),
    ];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((problem) => failed("settings", problem, "docs/configuration.md says what it may be."));
  }
}

function textOf(findings: readonly Finding[], { io }: CliContext, { quiet }: GlobalFlags): string {
  const { green, yellow, red, grey } = paintFor(io.colours?.out);
  const colours = { ok: green, warning: yellow, failed: red, skipped: grey } as const;
  const shown = quiet ? findings.filter(({ state }) => state === "failed" || state === "warning") : findings;
  const width = Math.max(0, ...shown.map(({ check }) => check.length));
  const lines = shown.map(({ check, state, found, remedy }) => {
    const head = `${colours[state](state.padEnd("warning".length))}  ${check.padEnd(width)}  ${found}\n`;
    return remedy === "" ? head : `${head}${" ".repeat("warning".length + width + 4)}${remedy}\n`;
  });
  return lines.join("");
}
