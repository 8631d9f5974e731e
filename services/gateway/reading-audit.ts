import { createHash } from "node:crypto";
import type { Logger } from "pino";
import { type AuditRow, writeAudit } from "#db/audit.ts";
import type { Sql } from "#db/postgres.ts";
import type { GatewayException } from "./exception.ts";
import type { GrafanaOrigin } from "./grafana-origin.ts";

export type Reader = { publicId: string; member: string | null; origin: GrafanaOrigin };

export type ReadingAudit = {
  /** A statement that was not executed. */
  refused(reader: Reader, sql: string, exception: GatewayException): Promise<void>;
  /** A statement that was. */
  answered(reader: Reader): void;
  /** Writes what is still to be said. */
  close(): Promise<void>;
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Rows a minute for refused statements: enough to see who tries what, too few to fill a disk. */
const rowsPerMinute = 60;
/** Pairs of key and Grafana user, dashboard and rule that are counted at once; what is told of them, anybody can make up. */
const maxCounted = 1_000;

/**
 * Refused statements are a row each, by a digest of their text, which may hold what somebody pasted by mistake. Answered ones are counted
 * and become a row an hour for each key, user and dashboard: a board asks twenty of them at a time and all of them again every minute.
 */
export function auditReading({ sql, now, log }: { sql: Sql; now: () => number; log: Logger }): ReadingAudit {
  let minuteStart = 0;
  let written = 0;
  let leftOut = 0;
  let hourStart = now();
  let counted = new Map<string, { reader: Reader; statements: number }>();
  let lastWrite: Promise<void> = Promise.resolve();

  const write = async (row: Omit<AuditRow, "at">, at = now()): Promise<void> => {
    try {
      await writeAudit(sql, { at: new Date(at).toISOString(), ...row });
    } catch (error) {
      log.error({ err: error, action: row.action, subject: row.subject }, "an audit row was not written");
    }
  };
  const detailOf = ({ member, origin }: Reader): Record<string, string | null> => ({ member, ...origin });

  const tellCounted = async (): Promise<void> => {
    const told = counted;
    counted = new Map();
    const since = new Date(hourStart).toISOString();
    hourStart = now();
    for (const { reader, statements } of told.values()) {
      const detail = { ...detailOf(reader), statements, since };
      const subject = reader.origin.dashboard ?? reader.origin.rule ?? "-";
      await write({ actor: reader.publicId, action: "statements-answered", subject, detail });
    }
  };
  const tellLeftOut = async (): Promise<void> => {
    if (leftOut === 0) return;
    const count = leftOut;
    leftOut = 0;
    await write({ actor: "server", action: "statement-refusals-left-out", subject: "-", detail: { count } });
  };

  return {
    async refused(reader, text, exception) {
      if (now() - minuteStart >= minuteMs) {
        minuteStart = now();
        written = 0;
        await tellLeftOut();
      }
      if (written >= rowsPerMinute) {
        leftOut += 1;
        return;
      }
      written += 1;
      const digest = `sha-256:${createHash("sha256").update(text).digest("hex")}`;
      const detail = {
        ...detailOf(reader),
        code: exception.code,
        error: exception.label,
        bytes: Buffer.byteLength(text),
      };
      await write({ actor: reader.publicId, action: "statement-refused", subject: digest, detail });
    },
    answered(reader) {
      const { user, dashboard, rule } = reader.origin;
      const key = JSON.stringify([reader.publicId, user, dashboard, rule]);
      const entry = counted.get(key);
      if (entry) entry.statements += 1;
      else counted.set(key, { reader, statements: 1 });
      if (counted.size >= maxCounted || now() - hourStart >= hourMs) lastWrite = lastWrite.then(tellCounted);
    },
    async close() {
      await lastWrite;
      await tellCounted();
      await tellLeftOut();
    },
  };
}
