import { setTimeout as delay } from "node:timers/promises";
import { expect } from "vitest";
import { verifyChain } from "#collectors/pushing/verify-chain.ts";
import { openReceipt } from "#schema/receipt.ts";
import type { Api } from "./api.ts";
import {
  type Expected,
  expectedOf,
  type FigureTable,
  type FilingAgency,
  filingDate,
  shownBy,
} from "./filing-agency.ts";
import { allPages, type PushAnswer, type ReceiptPage, verifierKeys } from "./world.ts";

export type FiguresAnswer = { known_at: string; figures: FigureTable };

/** By day of those indicators alone that filings are told by: the others take three quarters of what an answer costs. */
const codes = process.env.NIGHTLY === "1" ? "" : "&code=EVAL_GAP&code=FALLBACK_GAP";

export const figuresAt = (api: Api, known_at?: string): Promise<FiguresAnswer> =>
  api.must("GET", `/v1/figures?date=${filingDate}${codes}${known_at === undefined ? "" : `&known_at=${known_at}`}`);

type PushState = { state: "accepted" | "projected"; received_at: string };

/** Waits until the figures have every push that was acknowledged, and gives them. */
export async function settledFigures(api: Api, agencies: readonly FilingAgency[]): Promise<FiguresAnswer> {
  const lastPush = async ({ agency, acknowledged }: FilingAgency): Promise<PushState> =>
    api.must("GET", `/v1/agencies/${agency}/pushes/${acknowledged.at(-1)!.push_id}`);
  for (const deadline = performance.now() + 30_000; performance.now() < deadline; await delay(20)) {
    const pushes = await Promise.all(agencies.filter(({ acknowledged }) => acknowledged.length > 0).map(lastPush));
    if (!pushes.every(({ state }) => state === "projected")) continue;
    const answer = await figuresAt(api);
    // A start begins with a look at what is projected, which may take it back.
    if (pushes.every(({ received_at }) => received_at <= answer.known_at)) return answer;
  }
  throw new Error("the projector does not catch up");
}

/** Every acknowledged push is stored once, in its agency's chain, with the answer that it got; and nothing else is. */
export async function expectLedgerToHold(api: Api, agencies: readonly FilingAgency[]): Promise<void> {
  const keys = await verifierKeys(api);
  const notes: { file: string; text: string; verifierKeys: string[] }[] = [];
  for (const { agency, acknowledged, problems } of agencies) {
    expect(problems).toEqual([]);
    const receipts = await allPages<ReceiptPage["items"][number]>(api, `/v1/agencies/${agency}/receipts`);
    // In this order, each once: an agency here sends a push only after the one before was acknowledged.
    expect(receipts.map(({ push_id }) => push_id)).toEqual(acknowledged.map(({ push_id }) => push_id));
    expect(receipts.map(({ receipt }) => receipt)).toEqual(
      acknowledged.map(({ answer }) => (JSON.parse(answer) as PushAnswer).receipt),
    );
    for (const { receipt, sequence } of receipts)
      notes.push({ file: `${agency} ${sequence}`, text: receipt, verifierKeys: keys });
  }
  const { chains, faults } = verifyChain(notes);
  expect(faults).toEqual([]);
  expect(chains.map(({ count }) => count)).toEqual(agencies.map(({ acknowledged }) => acknowledged.length));
}

const nothing: Expected = { critical: 0, withoutFallback: 0 };

/**
 * Every answer about figures shows, for each agency, exactly what its last push received until `known_at` says: so never
 * half a push, and never two answers for one instant.
 */
export async function expectFiguresToFollow(
  api: Api,
  { agencies, registeredAt }: { agencies: readonly FilingAgency[]; registeredAt: string },
  answers: readonly FiguresAnswer[],
): Promise<void> {
  const keys = await verifierKeys(api);
  const wrong: unknown[] = [];
  for (const { agency, acknowledged } of agencies) {
    const history = acknowledged.map(({ number, answer }) => ({
      received: openReceipt((JSON.parse(answer) as PushAnswer).receipt, keys).received,
      expected: expectedOf(number),
    }));
    for (const { known_at, figures } of answers) {
      const last = history.findLast(({ received }) => received <= known_at)?.expected ?? nothing;
      const expected = known_at < registeredAt ? undefined : last;
      const shown = shownBy(figures, agency);
      if (JSON.stringify(shown) !== JSON.stringify(expected)) wrong.push({ agency, known_at, shown, expected });
    }
  }
  expect(wrong).toEqual([]);
}
