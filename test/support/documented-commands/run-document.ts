import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { outputDifference } from "./compare-output.ts";
import { type CommandBlock, readBlocks } from "./read-blocks.ts";
import type { Sandbox } from "./sandbox.ts";

const root = resolve(import.meta.dirname, "../../..");

/** Puts what commands really answer into the document, for whoever writes one. */
const isUpdating = process.env.UPDATE_DOCUMENTS === "1";

/**
 * Runs every block of a document in its order and gives what differs, each with its place; an empty list when all is as
 * documented. It stops at the first command that fails, because what follows builds on it.
 */
export async function runDocument(path: string, sandbox: Sandbox): Promise<string[]> {
  const document = readFileSync(join(root, path), "utf8");
  const found = new Map<CommandBlock, string>();
  const differences: string[] = [];
  for (const block of readBlocks(document).filter(({ notRun }) => notRun === undefined)) {
    if (block.goesOn) {
      await sandbox.start(block.commands);
      continue;
    }
    const { status, out, err } = await sandbox.run(block.commands);
    if (status !== block.exitStatus) {
      differences.push(`${path}:${block.line}: exit status ${status}, documented ${block.exitStatus}\n${out}${err}`);
      break;
    }
    if (!block.output) continue;
    const said = status === 0 ? out : `${out}${err}`;
    const difference = outputDifference(block.output.text, said);
    if (difference === undefined) continue;
    if (isUpdating) found.set(block, said);
    else differences.push(`${path}:${block.output.line}: ${difference}`);
  }
  if (found.size > 0) writeFileSync(join(root, path), withOutputs(document, found));
  return differences;
}

function withOutputs(document: string, found: Map<CommandBlock, string>): string {
  const lines = document.split("\n");
  // From the end on, so that places of those before stay.
  for (const [{ output }, text] of [...found].toReversed()) {
    if (output) lines.splice(output.line - 1, output.lines, ...text.trimEnd().split("\n"));
  }
  return lines.join("\n");
}
