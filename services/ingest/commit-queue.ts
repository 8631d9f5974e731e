import type { Sql, Transaction } from "#db/postgres.ts";
import { ProblemError } from "#http/problem.ts";
import { type LedgerClock, lockLedger } from "#ledger/ledger-head.ts";
import { commitPush, dropBody, type ReceiptSigner, storeBody, type Submission } from "./commit-push.ts";
import { guardShrink } from "./guard-shrink.ts";
import { storedAnswer } from "./stored-answer.ts";

/** What became of a submission: its answer, and whether this call stored it or an earlier one had. */
export interface Accepted {
  answer: string;
  is_new: boolean;
}

export interface CommitQueue {
  /** Resolves once the push is durable. Throws problems, among them `push-in-progress` and `inventory-shrank`. */
  commit(submission: Submission, options: { confirm_shrink: boolean }): Promise<Accepted>;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
}

interface Waiting {
  submission: Submission;
  confirm_shrink: boolean;
  resolve: (accepted: Accepted) => void;
  reject: (error: unknown) => void;
}

/** Pushes in one transaction: one commit, one flush of the disk for all that wait. */
const groupSize = 32;

export function createCommitQueue(deps: {
  sql: Sql;
  signer: ReceiptSigner;
  clock: LedgerClock;
  shrinkGuardShare: number;
  onCommitted: () => void;
}): CommitQueue {
  const { sql, clock, signer } = deps;
  const waiting: Waiting[] = [];
  let running: Promise<void> | undefined;

  async function commitGroup(group: readonly Waiting[]): Promise<void> {
    let outcomes: (Accepted | ProblemError)[];
    try {
      outcomes = await sql.begin((transaction) => commitAll(transaction, group));
    } catch (error) {
      // One that cannot be stored must not take its neighbours with it.
      if (group.length > 1) for (const each of group) await commitGroup([each]);
      else group[0]?.reject(error);
      return;
    }
    outcomes.forEach((outcome, index) => {
      if (outcome instanceof ProblemError) group[index]?.reject(outcome);
      else group[index]?.resolve(outcome);
    });
    deps.onCommitted();
  }

  async function commitAll(transaction: Transaction, group: readonly Waiting[]): Promise<(Accepted | ProblemError)[]> {
    const admitted: (Accepted | ProblemError | undefined)[] = [];
    for (const { submission } of group) {
      const outcome = await admit(transaction, submission);
      if (!outcome) await storeBody(transaction, submission);
      admitted.push(outcome);
    }
    let last = await lockLedger(transaction);
    const outcomes: (Accepted | ProblemError)[] = [];
    for (const [index, { submission, confirm_shrink }] of group.entries()) {
      const refused =
        admitted[index] ??
        (confirm_shrink ? undefined : await guardShrink(transaction, submission, deps.shrinkGuardShare));
      if (refused) {
        if (!admitted[index]) await dropBody(transaction, submission);
        outcomes.push(refused);
        continue;
      }
      last = clock(last);
      outcomes.push({ answer: await commitPush(transaction, submission, last, signer), is_new: true });
    }
    return outcomes;
  }

  /** The lock of one push id, across processes; a death frees it. Gives the outcome when there is one already. */
  async function admit(transaction: Transaction, submission: Submission): Promise<Accepted | ProblemError | undefined> {
    const { agency, push_id, push } = submission;
    // Sent together; what is stored is read after the lock was asked for.
    const [[lock], stored] = await Promise.all([
      transaction<{ is_mine: boolean }[]>`
        SELECT pg_try_advisory_xact_lock(hashtextextended(${`push ${agency}/${push_id}`}, 0)) AS is_mine`,
      storedAnswer(transaction, agency, push_id, push.content_digest).catch((error: unknown) => {
        if (error instanceof ProblemError) return error;
        throw error;
      }),
    ]);
    if (!lock?.is_mine) return pushInProgress();
    if (stored === undefined || stored instanceof ProblemError) return stored;
    return { answer: stored, is_new: false };
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) await commitGroup(waiting.splice(0, groupSize));
    running = undefined;
  }

  return {
    commit: (submission, { confirm_shrink }) =>
      new Promise((resolve, reject) => {
        waiting.push({ submission, confirm_shrink, resolve, reject });
        running ??= run();
      }),
    async idle() {
      await running;
    },
  };
}

export function pushInProgress(): ProblemError {
  return new ProblemError("push-in-progress", { headers: { "retry-after": "1" } });
}
