import type { Filing } from "../checking/checked-file.ts";
import { sourceWarningSummary } from "../checking/report-check.ts";
import type { CommandIo } from "../command-io.ts";
import { lookOn, textTable } from "../text-table.ts";
import { failureLines, failureText } from "./failure.ts";
import type { PushOutcome } from "./push-filing.ts";

/** The end of a push: a line an agency, what went wrong, and what the figures' readers should be warned of. */
export function reportOutcomes(
  outcomes: readonly PushOutcome[],
  filings: readonly (Filing & { agency: string })[],
  options: { output?: "text" | "json" },
  io: CommandIo,
): void {
  const notTried = filings.slice(outcomes.length).map(({ agency }) => agency);
  if (options.output === "json") {
    const pushes = outcomes.map(({ agency, records, exitStatus, pushId, receipt, visibleBy, failure }, index) => ({
      agency,
      records,
      status: exitStatus,
      push_id: pushId ?? null,
      receipt: receipt ?? null,
      visible_by: visibleBy ?? null,
      source_warnings: filings[index]?.sourceWarnings ?? {},
      problem: failure ? failureText(failure) : null,
    }));
    io.out(`${JSON.stringify({ pushes, not_tried: notTried })}\n`);
    return;
  }
  const rows = outcomes.map(({ agency, records, receipt }) => {
    const counts = receipt?.records;
    return [
      agency,
      records,
      counts?.added ?? null,
      counts?.changed ?? null,
      counts?.unchanged ?? null,
      counts?.removed ?? null,
      counts?.warnings ?? null,
      receipt?.sequence ?? null,
    ];
  });
  io.out(
    textTable(
      [["agency", "records", "added", "changed", "unchanged", "removed", "warnings", "receipt no."], ...rows],
      lookOn(io),
    ),
  );
  io.out(sourceWarningSummary(filings.map(({ sourceWarnings }) => sourceWarnings)));
  if (notTried.length > 0) io.err(`Not tried: ${notTried.join(", ")}.\n`);
  for (const { agency, failure } of outcomes) if (failure) io.err(failureLines(agency, failure));
}
