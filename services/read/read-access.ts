import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Sql } from "#db/postgres.ts";
import { keysOf } from "#http/answers.ts";
import { findKey, type Key, type KeyDeps } from "#http/authenticate.ts";
import { ProblemError } from "#http/problem.ts";
import { CalendarDate, Instant } from "#schema/calendar.ts";
import type { Reading } from "./reading.ts";
import type { PublicLevel } from "./visible-groups.ts";

export type ReadDeps = KeyDeps & {
  reading: Reading;
  /** The ledger, for what the facts do not hold: who stated what. */
  sql: Sql;
  publicLevel: PublicLevel;
  /** Resolves once what the projector left behind was compared with the ledger. */
  whenVerified: () => Promise<void>;
};

/** For the API's description: aggregates are open as `PUBLIC_LEVEL` says. */
export const aggregateKeys = [{}, ...keysOf("reader", "officer", "admin")];
export const workloadKeys = keysOf("officer", "admin");

/** The key of whoever reads aggregates; undefined for nobody in particular, where some are public. */
export async function aggregateReader(c: Context, deps: ReadDeps): Promise<Key | undefined> {
  const key = await findKey(c, deps);
  if (!key && deps.publicLevel === "none") throw new ProblemError("no-key");
  if (key && !["admin", "reader", "officer"].includes(key.kind)) {
    throw new ProblemError("wrong-key-kind", {
      detail: `Figures take a key of kind reader, officer or admin; this one is of kind ${key.kind}.`,
    });
  }
  await deps.whenVerified();
  return key;
}

/** The key of whoever may see workloads: an admin, or an officer, who sees those of one agency. */
export async function workloadReader(c: Context, deps: ReadDeps): Promise<Key> {
  const key = await findKey(c, deps);
  if (!key) throw new ProblemError("no-key");
  if (key.kind !== "admin" && key.kind !== "officer") {
    throw new ProblemError("wrong-key-kind", {
      detail: `Workloads take a key of kind officer or admin; this one is of kind ${key.kind}.`,
    });
  }
  await deps.whenVerified();
  return key;
}

/** One value or several: how a query parameter that may repeat arrives. */
export const repeated = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).max(1000).optional(),
  );

export const GroupName = z
  .string()
  .max(100)
  .describe("`coalition`, `member:ID`, `agency:ID`, `function:01` to `function:10` or `function:none`");

/** Query parameters that many operations take. */
export const OneGroupParameter = GroupName.optional().describe(
  "`coalition` unless given; for an officer `agency:` and the own agency, the only one that may be asked for",
);
export const DateParameter = CalendarDate.describe("The day, YYYY-MM-DD");
export const KnownAtParameter = Instant.optional().describe(
  "As known at this instant, with its offset; the newest that is projected unless given, and never later",
);
export const GroupsParameter = repeated(GroupName).describe(
  "May repeat: `coalition`, `member:ID`, `agency:ID`, `function:01` to `function:10` or `function:none`; all that the key may see unless given",
);

export const readProblems = [
  "invalid-parameter",
  "no-key",
  "invalid-key",
  "wrong-key-kind",
  "not-found",
  "internal",
  "store-unavailable",
] as const;
