import { type FileHandle, rm } from "node:fs/promises";
import { PushHeader } from "#schema/push.ts";
import type { RuleCode } from "#schema/rules.ts";
import { Workload } from "#schema/workload.ts";
import type { CheckedFile, Placed } from "../checking/checked-file.ts";
import { sourceChunks } from "../sources/source-chunks.ts";
import { withoutMark } from "../sources/without-mark.ts";
import { type LineBatch, wholeLines } from "../sources/whole-lines.ts";
import { certainText } from "./certain-text.ts";
import { createTarget } from "./create-target.ts";
import { createFieldRules } from "./field-rules.ts";
import { type Change, fixLine } from "./fix-line.ts";

/** Rules whose breach may have one certain remedy: those of how a text is written. */
export const fixableCodes: ReadonlySet<string> = new Set<RuleCode>([
  "invalid-date",
  "invalid-digest",
  "invalid-id",
  "invalid-text",
  "not-nfc",
  "unknown-value",
]);

type Fixable = Placed & { column: number };
const lineFeed = 0x0a;

/**
 * Writes the file once more with everything mended that can be mended in one way only; the file itself is never touched.
 * Nothing is written, and no change given, when there is no such thing.
 */
export async function fixFile(checked: CheckedFile, target: string): Promise<Change[]> {
  const faultsByLine = new Map<number, Fixable[]>();
  for (const { column, ...error } of checked.errors) {
    if (!fixableCodes.has(error.code) || column === null) continue;
    const fault = { ...error, column };
    const ofLine = faultsByLine.get(error.line);
    if (ofLine) ofLine.push(fault);
    else faultsByLine.set(error.line, [fault]);
  }
  if (faultsByLine.size === 0) return [];
  const output = await createTarget(target);
  try {
    const changes = await writeFixed(checked.file, faultsByLine, output);
    await output.close();
    if (changes.length === 0) await rm(target);
    return changes;
  } catch (error) {
    await output.close();
    await rm(target, { force: true });
    throw error;
  }
}

async function writeFixed(
  file: string,
  faultsByLine: ReadonlyMap<number, readonly Fixable[]>,
  output: FileHandle,
): Promise<Change[]> {
  const ruleOfWorkload = createFieldRules(Workload);
  const ruleOfHeader = createFieldRules(PushHeader);
  const mended = (written: string, { pointer }: Placed): string | undefined => {
    const rule = ruleOfWorkload(pointer) ?? ruleOfHeader(pointer);
    return rule && certainText(written, rule);
  };
  const changes: Change[] = [];
  for await (const batch of wholeLines(withoutMark(sourceChunks(file)))) {
    const pieces: Buffer[] = [];
    for (const { line, bytes } of linesWithEnds(batch)) {
      const faults = faultsByLine.get(line);
      const fixed = faults && fixLine(bytes.toString(), faults, mended);
      if (fixed) changes.push(...fixed.changes);
      pieces.push(fixed && fixed.changes.length > 0 ? Buffer.from(fixed.text) : bytes);
    }
    await output.writeFile(Buffer.concat(pieces));
  }
  return changes;
}

function* linesWithEnds({ bytes, firstLine }: LineBatch): Generator<{ line: number; bytes: Buffer }, void> {
  let line = firstLine;
  for (let from = 0; from < bytes.length; line += 1) {
    const end = bytes.indexOf(lineFeed, from);
    const to = end < 0 ? bytes.length : end + 1;
    yield { line, bytes: bytes.subarray(from, to) };
    from = to;
  }
}
