import { writeAudit } from "#db/audit.ts";
import type { Sql } from "#db/postgres.ts";

export type RefusalReason = "malformed" | "unknown" | "wrong-secret" | "revoked" | "expired";

const minuteMs = 60_000;
/** Rows a minute: enough to see who tries what, too few to fill a disk. */
const rowsPerMinute = 60;

/** An audit row for every refused key, as long as they are few; what is left out is counted into a row of its own. */
export function auditRefusals({ sql, now }: { sql: Sql; now: () => number }) {
  let windowStart = 0;
  let written = 0;
  let leftOut = 0;

  const tellLeftOut = async (): Promise<void> => {
    if (leftOut === 0) return;
    const count = leftOut;
    leftOut = 0;
    const at = new Date(now()).toISOString();
    await writeAudit(sql, { at, actor: "server", action: "key-refusals-left-out", subject: "-", detail: { count } });
  };

  return {
    /** `address` is the sender's. */
    async write(reason: RefusalReason, publicId: string, address: string | undefined): Promise<void> {
      const at = now();
      if (at - windowStart >= minuteMs) {
        windowStart = at;
        written = 0;
        await tellLeftOut();
      }
      if (written >= rowsPerMinute) {
        leftOut += 1;
        return;
      }
      written += 1;
      await writeAudit(sql, {
        at: new Date(at).toISOString(),
        actor: "anonymous",
        action: "key-refused",
        subject: publicId,
        detail: { reason, address: address ?? null },
      });
    },
    close: tellLeftOut,
  };
}
