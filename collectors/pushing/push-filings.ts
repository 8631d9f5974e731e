import type { CheckedFile, Filing } from "../checking/checked-file.ts";
import { CommandFailure } from "../command-failure.ts";
import { pushFiling, type PushOutcome } from "./push-filing.ts";
import type { PushSession } from "./push-session.ts";

/** Pushes one agency after the other. One that is refused does not stop the others; a server out of reach does. */
export async function pushFilings(
  session: PushSession,
  checked: CheckedFile & { referenceDate: string },
  filings: readonly (Filing & { agency: string })[],
  options: { confirmShrink: boolean },
): Promise<PushOutcome[]> {
  const outcomes: PushOutcome[] = [];
  for (const filing of filings) {
    const { agency } = filing;
    try {
      outcomes.push(await pushFiling(session, checked, filing, options));
    } catch (error) {
      if (!(error instanceof CommandFailure) || error.status !== 4) throw error;
      const failure = { what: error.message, details: [], remedy: error.remedy };
      outcomes.push({ agency, records: filing.workloads.length, exitStatus: 4, failure });
      break;
    }
    if (filings.length > 1) session.progress.step(outcomes.length, filings.length, `agencies, ${agency} done`);
  }
  return outcomes;
}
