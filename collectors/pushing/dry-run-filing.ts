import { z } from "zod";
import type { CheckedFile, Filing } from "../checking/checked-file.ts";
import type { ExitStatus } from "../command-io.ts";
import { compareWithLastSent, type SinceLastSent } from "../differences/compare-with-last-sent.ts";
import { figureMoves } from "../differences/figure-moves.ts";
import { differenceLines, shrinkLines } from "../differences/report-differences.ts";
import { senderName } from "../sender-name.ts";
import { textTable } from "../text-table.ts";
import { buildBody } from "./build-body.ts";
import { bodyHeaders } from "./push-filing.ts";
import type { Failure } from "./failure.ts";
import type { PushSession } from "./push-session.ts";
import { refusalOf } from "./refusal.ts";
import { openSpool } from "./spool.ts";
import { uuidV7 } from "./uuid-v7.ts";

const Figures = z.record(z.string(), z.unknown()).nullish();
const DryRun = z.object({
  counts: z.object({
    submitted: z.number(),
    added: z.number(),
    changed: z.number(),
    unchanged: z.number(),
    removed: z.number(),
  }),
  figures: z.object({ before: Figures, after: Figures }).nullish(),
  warnings_total: z.number().optional(),
});

/** What became of the question what one agency's push would do. */
export interface DryRunOutcome {
  agency: string;
  exitStatus: ExitStatus;
  /** What would happen; empty when the server refuses. */
  text: string;
  failure?: Failure;
  /** As the server gave it; absent when it refuses. */
  answer?: unknown;
  since: SinceLastSent | undefined;
}

/** Asks the server what a push would do, and looks up what it changes since the last one; nothing is stored there or here. */
export async function dryRunFiling(
  session: PushSession,
  checked: CheckedFile & { referenceDate: string },
  filing: Filing & { agency: string },
  options: { confirmShrink: boolean },
): Promise<DryRunOutcome> {
  const { agency } = filing;
  const { wire } = await buildBody(filing, {
    reference_date: checked.referenceDate,
    complete: checked.complete,
    sender: senderName(),
  });
  const answer = await session.send({
    method: "PUT",
    path: `/v1/agencies/${agency}/pushes/${uuidV7(session.io.now())}?dry_run=true${options.confirmShrink ? "&confirm_shrink=true" : ""}`,
    headers: bodyHeaders(wire),
    body: wire,
    words: `dry run of ${agency}`,
  });
  const spool = openSpool(session.serverFolder, agency);
  const since = await compareWithLastSent(spool, filing);
  const result = answer.status === 200 ? DryRun.safeParse(answer.body).data : undefined;
  if (!result) {
    const refusal = refusalOf(answer, (record) => filing.workloads[record]?.line);
    const { exitStatus, code, what, details, remedy } = refusal;
    const gone = code === "inventory-shrank" ? shrinkLines(since) : [];
    return { agency, exitStatus, text: "", failure: { what, details: [...details, ...gone], remedy }, since };
  }
  const { counts, warnings_total } = result;
  const names = ["submitted", "added", "changed", "unchanged", "removed"] as const;
  const text =
    `Dry run of ${agency} on ${checked.referenceDate}: nothing was stored.\n` +
    textTable([
      [...names, "warnings"],
      [...names.map((name) => counts[name]), warnings_total ?? null],
    ]) +
    figureMoves(result.figures?.before ?? {}, result.figures?.after ?? {}) +
    differenceLines(since, { agency, folder: spool.folder, complete: checked.complete });
  return { agency, exitStatus: 0, text, answer: answer.body, since };
}
