import { setTimeout as delay } from "node:timers/promises";
import type { ClickHouse } from "#db/clickhouse.ts";
import type { ReaderSession } from "#db/reader-session.ts";
import { exceptionOfEngine, GatewayException } from "./exception.ts";
import { type GatedStatement, type GateNames, gateStatement } from "./gate-statement.ts";
import { headerBlock } from "./native-block.ts";
import type { QuerySlots } from "./query-slots.ts";
import type { StatementRequest } from "./read-request.ts";
import { type ReaderLimits, readerSettings } from "./reader-limits.ts";

export type StatementDeps = {
  openReader: NonNullable<ClickHouse["openReader"]>;
  slots: QuerySlots;
  limits: ReaderLimits;
  names: GateNames;
};

export type Asking = {
  statement: StatementRequest;
  /** The key's own database of views. */
  scope: string;
  /** Fires when nobody waits for the answer any more. */
  signal: AbortSignal | undefined;
};

/** After the engine's own limit; it looks at the clock between blocks only. */
const graceMs = 2_000;

/** The statement passed the gate: what is wrong with it after that is no refusal. */
export type Passed = () => void;

/** Gates a statement, runs it and gives its rows as `Native`. Throws a `GatewayException`, whatever went wrong. */
export async function answerStatement(deps: StatementDeps, asking: Asking, passed: Passed): Promise<Uint8Array> {
  const { limits, slots } = deps;
  const { statement, signal } = asking;
  const budgetMs = Math.min(statement.seconds ?? limits.seconds, limits.seconds) * 1_000;
  const started = performance.now();
  const answered = slots.use(
    async () => {
      const leftMs = budgetMs - (performance.now() - started);
      return await within(deps, asking, { passed, leftMs });
    },
    { untilMs: budgetMs, signal },
  );
  const giveUp = new AbortController();
  const late = delay(budgetMs + 2 * graceMs, undefined, { signal: giveUp.signal, ref: false }).then((): never => {
    throw new GatewayException("TIMEOUT_EXCEEDED", `Timeout exceeded, maximum: ${budgetMs} ms`);
  });
  late.catch(() => {}); // it is ended below
  try {
    return await Promise.race([answered, late]);
  } finally {
    giveUp.abort();
    answered.catch(() => {}); // it may still fail when nobody waits for it any more
  }
}

/** One statement on sessions of its own. The slot is held until the engine has let go of it, even when the reader has long had an answer. */
async function within(
  deps: StatementDeps,
  { statement, scope, signal }: Asking,
  { passed, leftMs }: { passed: Passed; leftMs: number },
): Promise<Uint8Array> {
  const { openReader, limits, names } = deps;
  const rename = new Map([
    [scope, names.catalogue.database],
    [names.standIns, "system"],
  ]);
  const seconds = Math.max(1, Math.ceil(leftMs / 1_000));
  const sessions: ReaderSession[] = [];
  const open = async (limit: number): Promise<ReaderSession> => {
    const session = await openReader({ database: scope, settings: readerSettings(limits, { seconds, limit }) });
    sessions.push(session);
    return session;
  };
  const kill = (): void =>
    void sessions
      .at(-1)
      ?.kill()
      .catch(() => {}); // what cannot be killed ends by its own limit
  const late = setTimeout(kill, seconds * 1_000 + graceMs);
  signal?.addEventListener("abort", kill);
  try {
    const gate = await open(0);
    const gated = await gateStatement(gate, statement.sql, names);
    passed();
    // A limit of rows would cut the tree of a statement as well.
    return await rowsOf(statement.limit === 0 ? gate : await open(statement.limit), gated);
  } catch (error) {
    throw error instanceof GatewayException ? error : exceptionOfEngine(error, rename);
  } finally {
    clearTimeout(late);
    signal?.removeEventListener("abort", kill);
    for (const session of sessions) await session.close();
  }
}

async function rowsOf(session: ReaderSession, { text, isSelect }: GatedStatement): Promise<Uint8Array> {
  const rows = await session.run(text, "Native");
  if (rows.length > 0 || !isSelect) return rows;
  const described = Buffer.from(await session.run(`DESCRIBE (${text})`, "JSONCompactEachRow")).toString();
  const columns = described
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as [string, string]);
  return headerBlock(columns.map(([name, type]) => [name, type]));
}
