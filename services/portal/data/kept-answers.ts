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

const most = 500;
/** What a page may wait for newer figures than those it has. */
const patienceMs = 60;
const recentMs = 120_000;

export function keepAnswers(now: () => number): KeptAnswers {
  const answers = new Map<string, { answer: unknown; at: number }>();
  let failingSince: number | undefined;
  const keep = async <T>(question: string, work: () => Promise<T>): Promise<T> => {
    const answer = await work();
    failingSince = undefined;
    answers.delete(question);
    answers.set(question, { answer, at: now() });
    for (const oldest of answers.keys()) if (answers.size > most) answers.delete(oldest);
    return answer;
  };
  return {
    async answer<T>(question: string, work: () => Promise<T>) {
      const kept = answers.get(question) as { answer: T; at: number } | undefined;
      const newer = keep(question, work);
      try {
        if (!kept || now() - kept.at > recentMs) return { answer: await newer };
        const answer = await Promise.race([newer, delay(patienceMs, late, { ref: false })]);
        if (answer !== late) return { answer };
        // It goes on by itself; what fails then, fails again for whoever asks next.
        newer.catch(() => {});
        return { answer: kept.answer };
      } catch (error) {
        if (problemOf(error).status !== 503) throw error;
        failingSince ??= now();
        if (!kept) throw new StoreAway(failingSince, error);
        return { answer: kept.answer, failing_since: failingSince };
      }
    },
  };
}

const late = Symbol("late");
