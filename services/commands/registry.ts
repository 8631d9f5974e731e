import { readFileSync } from "node:fs";
import { parseDocument, stringify } from "yaml";
import { CommandFailure } from "#collectors/command-failure.ts";
import type { CliContext, GlobalFlags } from "./cli-context.ts";
import { withApi } from "./with-api.ts";

type Change = {
  kind: string;
  id: string;
  change: "added" | "changed" | "unchanged";
  before: Record<string, unknown> | null;
  after: Record<string, unknown>;
};
type ImportAnswer = { dry_run: boolean; sequence: number | null; known_at: string | null; changes: Change[] };

/** Records a registry file and shows the difference it makes. */
export function importRegistry(
  context: CliContext,
  flags: GlobalFlags,
  { file, dryRun }: { file: string; dryRun: boolean },
): Promise<number> {
  return withApi(context, flags, async (api) => {
    const answer = (await api.call("PUT", `/v1/admin/registry?dry_run=${dryRun}`, readRegistry(file))) as ImportAnswer;
    context.io.out(flags.output === "json" ? `${JSON.stringify(answer)}\n` : textOf(answer, flags.quiet === true));
  });
}

export function exportRegistry(context: CliContext, flags: GlobalFlags): Promise<number> {
  return withApi(context, flags, async (api) => {
    const registry = await api.call("GET", "/v1/admin/registry");
    context.io.out(flags.output === "json" ? `${JSON.stringify(registry)}\n` : stringify(registry));
  });
}

/** YAML or JSON, which is YAML too. */
function readRegistry(file: string): unknown {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const reason = error instanceof TypeError ? "it is not UTF-8" : error instanceof Error ? error.message : "";
    throw new CommandFailure(2, `${file} cannot be read: ${reason}`, "Name a registry file, YAML or JSON in UTF-8.");
  }
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) {
    const line = error.linePos?.[0].line;
    const what = error.message.split("\n")[0]?.replace(/:$/, "");
    throw new CommandFailure(1, `${file}: ${what}`, "Correct the file and try again.", line);
  }
  return document.toJS({ maxAliasCount: 0 }) ?? {};
}

function textOf({ dry_run, sequence, changes }: ImportAnswer, isQuiet: boolean): string {
  const shown = changes.filter(({ change }) => change !== "unchanged");
  const lines = isQuiet ? [] : shown.flatMap(linesOf);
  const count = (kind: Change["change"]): number => changes.filter(({ change }) => change === kind).length;
  const sums = `${count("added")} added, ${count("changed")} changed, ${count("unchanged")} unchanged`;
  const end = dry_run
    ? "nothing recorded (dry run)"
    : sequence === null
      ? "nothing to record"
      : `recorded as ledger entry ${sequence}`;
  return `${[...lines, `${sums}; ${end}`].join("\n")}\n`;
}

function linesOf({ kind, id, change, before, after }: Change): string[] {
  if (change === "added") return [`+ ${kind} ${id}`];
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after)])];
  const text = (value: unknown): string => JSON.stringify(value ?? null);
  const fields = names.filter((name) => text(before?.[name]) !== text(after[name]));
  return [`~ ${kind} ${id}`, ...fields.map((name) => `    ${name}: ${text(before?.[name])} -> ${text(after[name])}`)];
}
