import { z } from "zod";
import type { CheckedFile, Filing } from "../checking/checked-file.ts";
import type { ExitStatus } from "../command-io.ts";
import { senderName } from "../sender-name.ts";
import { textTable } from "../text-table.ts";
import { buildBody } from "./build-body.ts";
import { bodyHeaders } from "./push-filing.ts";
import type { PushSession } from "./push-session.ts";
import { refusalOf } from "./refusal.ts";
import { uuidV7 } from "./uuid-v7.ts";

const figure = z.looseObject({
  lower: z.number().nullish(),
  upper: z.number().nullish(),
  value: z.number().nullish(),
  n: z.number().nullish(),
});
const figures = z.record(z.string(), figure).nullish();
const DryRun = z.object({
  counts: z.object({
    submitted: z.number(),
    added: z.number(),
    changed: z.number(),
    unchanged: z.number(),
    removed: z.number(),
  }),
  figures: z.object({ before: figures, after: figures }).nullish(),
  warnings_total: z.number().optional(),
});
type Figure = z.infer<typeof figure>;

/** Asks the server what a push would do; nothing is stored there or here. */
export async function dryRunFiling(
  session: PushSession,
  checked: CheckedFile & { referenceDate: string },
  filing: Filing & { agency: string },
  options: { confirmShrink: boolean },
): Promise<{ agency: string; exitStatus: ExitStatus; text: string; answer?: unknown }> {
  const { wire } = await buildBody(filing, {
    reference_date: checked.referenceDate,
    complete: checked.complete,
    sender: senderName(),
  });
  const answer = await session.send({
    method: "PUT",
    path: `/v1/agencies/${filing.agency}/pushes/${uuidV7(session.io.now())}?dry_run=true${options.confirmShrink ? "&confirm_shrink=true" : ""}`,
    headers: bodyHeaders(wire),
    body: wire,
    words: `dry run of ${filing.agency}`,
  });
  const result = answer.status === 200 ? DryRun.safeParse(answer.body).data : undefined;
  if (!result) {
    const refusal = refusalOf(answer, (record) => filing.workloads[record]?.line);
    return { agency: filing.agency, exitStatus: refusal.exitStatus, text: refusal.text };
  }
  const { counts, warnings_total } = result;
  const names = ["submitted", "added", "changed", "unchanged", "removed"] as const;
  const text =
    `Dry run of ${filing.agency} on ${checked.referenceDate}: nothing was stored.\n` +
    textTable([
      [...names, "warnings"],
      [...names.map((name) => counts[name]), warnings_total ?? null],
    ]) +
    figuresTable(result.figures?.before ?? {}, result.figures?.after ?? {});
  return { agency: filing.agency, exitStatus: 0, text, answer: answer.body };
}

/** Each code's numbers before and after; figures that are not single numbers, such as concentrations, are left out. */
function figuresTable(before: Record<string, Figure>, after: Record<string, Figure>): string {
  const codes = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const rows = codes.flatMap((code) => {
    const names = (["lower", "upper", "value", "n"] as const).filter(
      (name) => before[code]?.[name] !== undefined || after[code]?.[name] !== undefined,
    );
    return names.map((name) => [code, name, before[code]?.[name] ?? null, after[code]?.[name] ?? null]);
  });
  return rows.length === 0 ? "" : textTable([["figure", "", "before", "after"], ...rows]);
}
