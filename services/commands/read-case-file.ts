import { readFileSync } from "node:fs";
import { z } from "zod";
import { CommandFailure } from "#collectors/command-failure.ts";
import type { CaseFile } from "#services/cases/case-file.ts";
import { CaseRefused } from "#services/cases/case-refused.ts";
import type { FigureEntry } from "#services/cases/figure-differences.ts";
import { parseCase } from "#services/cases/parse-case.ts";

export interface ReadCase {
  file: string;
  world: CaseFile;
  /** Empty unless it was asked for. */
  expected: FigureEntry[];
}

const Figures = z.record(z.string(), z.record(z.string(), z.unknown()));
const Expected = z.array(z.object({ date: z.string(), known_at: z.string(), figures: Figures }));
const mostFaultsShown = 20;

/** A case file as a value. Throws the failure to end the command with. */
export function readCaseFile(file: string, { withExpected }: { withExpected: boolean }): ReadCase {
  let world: CaseFile;
  try {
    world = parseCase(textOf(file));
  } catch (error) {
    throw caseFailure(file, error);
  }
  if (!withExpected) return { file, world, expected: [] };
  const expected = Expected.safeParse(world.expected);
  if (expected.success) return { file, world, expected: expected.data };
  throw new CommandFailure(
    1,
    `${file} has no list "expected" of {date, known_at, figures} to compare with.`,
    "Leave --check out to print the figures.",
  );
}

/** What was refused in a file as a failure with every place; any other error as it is. */
export function caseFailure(file: string, error: unknown): unknown {
  if (!(error instanceof CaseRefused)) return error;
  const { faults } = error;
  const lines = faults
    .slice(0, mostFaultsShown)
    .map(({ pointer, message }) => `${file}: ${pointer === "" ? "" : `${pointer}: `}${message}`);
  if (faults.length > mostFaultsShown) lines.push(`and ${faults.length - mostFaultsShown} more`);
  return new CommandFailure(
    1,
    lines.join("\n"),
    'Correct the file; docs/interfaces.md, "Case file", says what it holds.',
  );
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(2, `${file} cannot be read: ${reason}`, "Check the path and the permissions.");
  }
}
