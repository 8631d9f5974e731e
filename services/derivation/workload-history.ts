import type { Subject } from "./subject.ts";

/** What one push of the agency said of one workload. */
export interface Statement {
  /** Place in the ledger; orders statements of one reference date. */
  sequence: number;
  /** Reference date, days since 1970-01-01. */
  day: number;
  complete: boolean;
  /** What the push lists for the workload; undefined when it does not list it. */
  subject: Subject | undefined;
}

/** A version that holds on `[from, until)`; `until` is undefined for the last one. */
export interface Version {
  from: number;
  until: number | undefined;
  subject: Subject;
}

/**
 * Methodology section 3: the versions of a workload and the days on which each holds; one that is stated again is one. Of the statements for one date a
 * complete one discards the earlier ones; a complete push that does not list the workload ends the version before it.
 */
export function versionsOf(statements: readonly Statement[]): Version[] {
  const ordered = statements.toSorted((left, right) => left.day - right.day || left.sequence - right.sequence);
  const events: { day: number; subject: Subject | undefined }[] = [];
  for (let at = 0; at < ordered.length;) {
    const day = ordered[at]?.day ?? 0;
    let isStated = false;
    let subject: Subject | undefined;
    for (; ordered[at]?.day === day; at += 1) {
      const statement = ordered[at];
      if (!statement || (!statement.complete && !statement.subject)) continue;
      isStated = true;
      subject = statement.subject;
    }
    // A state that is stated again goes on; most inventories say of most workloads what they said before.
    if (isStated && (subject === undefined || events.at(-1)?.subject !== subject)) events.push({ day, subject });
  }
  return events.flatMap(({ day, subject }, index) =>
    subject ? [{ from: day, until: events[index + 1]?.day, subject }] : [],
  );
}
