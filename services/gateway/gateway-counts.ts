/** What happened at the gateway since its start. */
export type GatewayCounts = {
  /** Statements by outcome: `answered`, or the name of the exception, such as `ACCESS_DENIED`. */
  statements: ReadonlyMap<string, number>;
  /** How long each of the last ones took, waiting included; at most `kept` of them, the oldest first. */
  lastSeconds: readonly number[];
};

const kept = 1_000;

export function startCounts(): { add(outcome: string, ms: number): number; now(): GatewayCounts } {
  const statements = new Map<string, number>();
  const lastSeconds: number[] = [];
  return {
    /** Gives the seconds. */
    add(outcome, ms) {
      statements.set(outcome, (statements.get(outcome) ?? 0) + 1);
      lastSeconds.push(ms / 1_000);
      if (lastSeconds.length > kept) lastSeconds.shift();
      return ms / 1_000;
    },
    now: () => ({ statements: new Map(statements), lastSeconds: [...lastSeconds] }),
  };
}
