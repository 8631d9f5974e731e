import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { goals } from "./goals/catalogue.ts";
import { runInChild } from "./harness/child-process.ts";
import { makeDataFolder } from "./harness/data-folder.ts";
import { formatReport } from "./harness/format-report.ts";
import { type Claim, type Goal, type Report, type Verdict, type WorldSize, worldSizes } from "./harness/goal.ts";
import { describeMachine } from "./harness/machine.ts";
import { type Options, readOptions, usage } from "./harness/options.ts";
import type { WorldsRequest } from "./make-worlds.ts";
import type { GoalAnswer, GoalRequest } from "./run-goal.ts";

/** How the reason begins when a goal was not run because of a defect, and not for want of a peer or of peace. */
const failed = "it failed";

/** One process of one goal. */
interface Run {
  goal: Goal;
  claims: readonly Claim[];
  worlds: readonly WorldSize[];
}

async function main(args: readonly string[]): Promise<number> {
  let options: Options;
  try {
    options = readOptions(args, knownIds());
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  const runs = plan(options);
  const worlds = [...new Set(runs.flatMap((run) => run.worlds))];
  const folder = makeDataFolder(worlds);
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

  const report = await measure(runs, folder, options.disturbed);
  process.stdout.write(`${formatReport(report)}`);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(report, undefined, 2)}\n`);
  return report.verdicts.some(({ holds, reason }) => holds === "no" || reason?.startsWith(failed)) ? 1 : 0;
}

function knownIds(): string[] {
  const ids = goals.flatMap((goal) => [
    goal.id,
    ...goal.worlds.flatMap((worlds) => goal.claims(worlds).map(({ id }) => id)),
  ]);
  return [...new Set(ids)];
}

function plan({ sizes, only }: Options): Run[] {
  const isWanted = (goal: Goal, claim: Claim): boolean =>
    only.length === 0 || only.includes(goal.id) || only.includes(claim.id);
  return goals.flatMap((goal) =>
    goal.worlds
      .filter((worlds) => worlds.every((size) => sizes.includes(size)))
      .map((worlds) => ({ goal, worlds, claims: goal.claims(worlds).filter((claim) => isWanted(goal, claim)) }))
      .filter(({ claims }) => claims.length > 0),
  );
}

async function measure(runs: readonly Run[], folder: string, isDisturbed: boolean): Promise<Report> {
  const verdicts: Verdict[] = [];
  const versions: Record<string, string> = { Node: process.version };
  const worldsDirectory = join(folder, "worlds");
  await makeWorlds(runs, worldsDirectory);
  for (const [index, { goal, claims, worlds }] of runs.entries()) {
    const start = performance.now();
    tell(`${index + 1} of ${runs.length}: ${[goal.title, ...worlds].join(", ")}`);
    const directory = join(folder, `goal-${index}`);
    const request: GoalRequest = {
      goal: goal.id,
      claims: claims.map(({ id }) => id),
      worlds,
      directory,
      worldsDirectory,
      disturbed: isDisturbed,
    };
    try {
      const answer = await runInChild<GoalAnswer>(new URL("./run-goal.ts", import.meta.url), [JSON.stringify(request)]);
      verdicts.push(...answer.verdicts);
      Object.assign(versions, answer.versions);
    } catch (error) {
      const reason = `${failed}: ${error instanceof Error ? error.message : String(error)}`;
      const nothing = { terms: [], value: undefined, holds: "not run" } as const;
      verdicts.push(...claims.map((claim) => ({ goal: goal.id, claim, worlds, ...nothing, reason })));
    }
    rmSync(directory, { recursive: true, force: true });
    tell(`  ${((performance.now() - start) / 1000).toFixed(0)} s`);
  }
  return { machine: describeMachine(folder), versions, verdicts, isDisturbed };
}

/** Made once, before everything: each goal then opens them in a process of its own. */
async function makeWorlds(runs: readonly Run[], directory: string): Promise<void> {
  const sizes = (Object.keys(worldSizes) as WorldSize[]).filter((size) =>
    runs.some(({ worlds }) => worlds.includes(size)),
  );
  if (sizes.length === 0) return;
  tell(`making worlds of ${sizes.join(", ")} workloads`);
  const worlds = sizes.map((size) => ({
    size,
    withLedger: runs.some((run) => run.goal.needsLedger && run.worlds.includes(size)),
  }));
  const request: WorldsRequest = { directory, worlds };
  await runInChild(new URL("./make-worlds.ts", import.meta.url), [JSON.stringify(request)]);
}

/** Progress; standard output is the report's. */
function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

process.exitCode = await main(process.argv.slice(2));
