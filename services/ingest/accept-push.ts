import type { Sql } from "#db/postgres.ts";
import { ProblemError } from "#http/problem.ts";
import { storeContents, type Versions } from "#ledger/store-contents.ts";
import { dateOf } from "#schema/calendar.ts";
import type { Accepted, CommitQueue } from "./commit-queue.ts";
import { guardShrink } from "./guard-shrink.ts";
import type { ReadPush } from "./read-push.ts";
import { storedAnswer } from "./stored-answer.ts";
import { createTurnTaker } from "./turn-taker.ts";

export interface AcceptDeps {
  sql: Sql;
  queue: CommitQueue;
  shrinkGuardShare: number;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Throws `storage-full` when what would be acknowledged could not be projected any more. */
  checkDisk: () => Promise<void>;
}

export interface PushRequest {
  agency: string;
  push_id: string;
  /** Public id of the key. */
  actor: string;
  confirm_shrink: boolean;
  push: ReadPush;
}

/**
 * Stores a push that was read: a repeated one gets the answer it had, a wrong one its problem, a good one is durable in
 * Postgres before this resolves. What was sent before is recognised first: rules may change, an answer never does.
 */
export async function acceptPush(request: PushRequest, deps: AcceptDeps): Promise<Accepted> {
  const { sql } = deps;
  const { agency, push_id, push } = request;
  // Asked together; what was sent before is answered whatever the others say.
  const known = storedAnswer(sql, agency, push_id, push.content_digest);
  const guarded = Promise.all([
    request.confirm_shrink ? undefined : guardShrink(sql, request, deps.shrinkGuardShare),
    deps.checkDisk(),
  ]);
  guarded.catch(() => {}); // it is awaited below, or not at all
  const answer = await known;
  if (answer !== undefined) return { answer, is_new: false };
  refuseInvalid(push, deps.now());
  const [shrunk] = await guarded;
  if (shrunk) throw shrunk;
  const versions = await storeContents(sql, agency, push.records.contents);
  return await deps.queue.commit({ ...request, content_ids: await listed(versions) }, request);
}

const joinedAtOnce = 1_000;

async function listed(versions: Versions): Promise<string> {
  const takeTurn = createTurnTaker(1);
  const texts: string[] = [];
  // One text that grows by a number each time is a hundred thousand small ones until its end.
  for (let first = 0; first < versions.length; first += joinedAtOnce) {
    texts.push(versions.subarray(first, first + joinedAtOnce).join(","));
    const turn = takeTurn();
    if (turn) await turn;
  }
  return texts.join(",");
}

/** Throws `invalid-header` for a date too late and `invalid-records` for records with errors. */
export function refuseInvalid(push: ReadPush, now: number): void {
  const latest = dateOf(Math.floor(now / 86_400_000) + 1);
  const { reference_date } = push.header;
  if (reference_date > latest) {
    const message = `expected a day not after ${latest}, the day after this push arrives, found ${reference_date}`;
    throw new ProblemError("invalid-header", {
      detail: `The reference date is too late: ${message}.`,
      errors: [{ pointer: "/reference_date", message }],
    });
  }
  if (push.errors_total === 0) return;
  throw new ProblemError("invalid-records", {
    detail: `${push.errors_total} errors in ${push.records.count} records; nothing was stored.`,
    errors: push.errors,
    extra: { errors_total: push.errors_total },
  });
}
