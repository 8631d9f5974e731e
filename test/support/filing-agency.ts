import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Workload } from "#schema/workload.ts";
import type { Answer, Api } from "./api.ts";
import type { PushContent } from "./push-body.ts";
import { aFallback, aWorkload, sendPush } from "./world.ts";

export const filingDate = "2026-09-30";

/** Figures that follow from one push: critical workloads, and how many of them have no fallback. */
export type Expected = { critical: number; withoutFallback: number };

export type FigureTable = Record<string, Record<string, { value: number | null; n: number }>>;

/** Every push of a filing agency has other figures than the one before it, and half of one has figures of neither. */
export function expectedOf(number: number): Expected {
  const critical = 5 + ((number * 7) % 11);
  return { critical, withoutFallback: (number * 3) % (critical + 1) };
}

const listed = 20;

export function filingOf(number: number): PushContent {
  const { critical, withoutFallback } = expectedOf(number);
  const workloads = Array.from({ length: listed }, (_, index): Workload => {
    const fallbacks = index < withoutFallback ? [] : [aFallback];
    return aWorkload(`w${index}`, {
      fallbacks,
      criticality: index < critical ? "critical" : "non-critical",
      users_affected: number,
    });
  });
  return { reference_date: filingDate, complete: number % 4 !== 0, workloads };
}

/** What an agency of the figures' answer shows, in the terms above; undefined when it is not there. */
export function shownBy(figures: FigureTable, agency: string): Expected | undefined {
  const { EVAL_GAP, FALLBACK_GAP } = figures[`agency:${agency}`] ?? {};
  if (!EVAL_GAP || !FALLBACK_GAP) return undefined;
  const critical = EVAL_GAP.n;
  return { critical, withoutFallback: Math.round((FALLBACK_GAP.value ?? 0) * critical) };
}

export type Acknowledged = { number: number; push_id: string; answer: string };

/**
 * An agency that sends one push after the other and repeats what was not acknowledged, as a sender does: an answer or
 * none, a restart of the server in between or not. `problems` holds answers that no sender should ever see.
 */
export function filingAgency(agency: string) {
  const acknowledged: Acknowledged[] = [];
  const problems: string[] = [];
  const waits: Answer[] = [];
  let pending = { number: 1, push_id: randomUUID() };

  async function attempt(api: Api): Promise<void> {
    const { number, push_id } = pending;
    let answer: Answer;
    try {
      answer = await sendPush(api, agency, filingOf(number), { push_id, gzip: number % 2 === 0 });
    } catch {
      await delay(20);
      return; // nobody there, or the connection broke: the same push again
    }
    if (answer.status === 201 || answer.status === 200) {
      acknowledged.push({ ...pending, answer: answer.text });
      pending = { number: number + 1, push_id: randomUUID() };
    } else if (answer.status === 503 || answer.status === 409) {
      waits.push(answer);
      await delay(20);
    } else problems.push(`${answer.status} ${answer.text}`);
  }

  return {
    agency,
    acknowledged,
    problems,
    /** Answers that told it to wait. */
    waits,
    async fileWhile(goOn: () => boolean, api: () => Api): Promise<void> {
      while (goOn()) await attempt(api());
    },
    /** Goes on until what is pending is acknowledged. */
    async finish(api: Api): Promise<void> {
      const { number } = pending;
      while (pending.number === number && problems.length === 0) await attempt(api);
    },
  };
}

export type FilingAgency = ReturnType<typeof filingAgency>;
