import { setTimeout as delay } from "node:timers/promises";
import { problemOf } from "#http/problem-of.ts";

/** Answers that are shown again while a newer one takes its time, or while a store is away. */
export interface KeptAnswers {
  /**
   * The answer to a question. One that was given within minutes is given again when the new one is not ready at once: an answer
   * says of which vintage it is. While a store is away it is the last one that was given, with `failing_since`. Throws `StoreAway`
   * when there is none, and whatever `work` throws for other reasons.
   */
  answer<T>(question: string, work: () => Promise<T>): Promise<{ answer: T; failing_since?: number }>;
}

/** A store does not answer and nothing was kept. */
export class StoreAway extends Error {
  override readonly name = "StoreAway";
  /** Milliseconds since 1970: the first failure after the last success. */
  readonly since: number;
  constructor(since: number, cause: unknown) {
    super("a store does not answer", { cause });
    this.since = since;
  }
}

const most = 100;
/** What a page may wait for newer figures than those it has. */
const patienceMs = 60;
const recentMs = 120_000;

export function keepAnswers(now: () => number): KeptAnswers {
  const answers = new Map<string, { answer: unknown; at: number }>();
  const underWay = new Map<string, Promise<unknown>>();
  let failingSince: number | undefined;

  const ask = async (question: string, work: () => Promise<unknown>): Promise<unknown> => {
    try {
      const answer = await work();
      failingSince = undefined;
      answers.delete(question);
      answers.set(question, { answer, at: now() });
      for (const oldest of answers.keys()) if (answers.size > most) answers.delete(oldest);
      return answer;
    } catch (error) {
      if (problemOf(error).status === 503) failingSince ??= now();
      throw error;
    } finally {
      underWay.delete(question);
    }
  };
  /** Of what has a recent answer one newer is worked out at a time, however many ask and however often figures change. */
  const renew = (question: string, work: () => Promise<unknown>): Promise<unknown> => {
    const newer = underWay.get(question) ?? ask(question, work);
    underWay.set(question, newer);
    return newer;
  };

  return {
    async answer<T>(question: string, work: () => Promise<T>) {
      const kept = answers.get(question) as { answer: T; at: number } | undefined;
      try {
        if (!kept || now() - kept.at > recentMs) return { answer: (await ask(question, work)) as T };
        const newer = renew(question, work);
        // It goes on by itself; that it failed, whoever asks next is told.
        newer.catch(() => {});
        const answer = await Promise.race([newer, delay(patienceMs, late, { ref: false })]);
        // What is under way answers the same question.
        if (answer !== late) return { answer: answer as T };
        return { answer: kept.answer, failing_since: failingSince };
      } catch (error) {
        if (problemOf(error).status !== 503) throw error;
        const since = failingSince ?? now();
        if (!kept) throw new StoreAway(since, error);
        return { answer: kept.answer, failing_since: since };
      }
    },
  };
}

const late = Symbol("late");
