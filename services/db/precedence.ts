import type { ClickHouse } from "./clickhouse.ts";

/** Who goes first at the stores of this process: what somebody waits for before what only has to be done some time. */
export interface Precedence {
  /**
   * Something that somebody waits for begins; call the result when it has ended. What is `bounded` goes first to its end; what may
   * last as long as a slow line does not.
   */
  enter(bounded?: "bounded"): () => void;
  /** Resolves when nothing that somebody waits for is under way, but after some time in any case. */
  whenQuiet(): Promise<void>;
}

/** With requests without end, what gives way takes a few steps a second all the same. */
const patienceMs = 200;

/** Whoever has waited for so long is a large push, or on a slow line: to wait for its end would be to stop. */
const hurryMs = 2_000;

export function createPrecedence(): Precedence {
  let underway = 0;
  let waiting: (() => void)[] = [];

  /** In another turn of the event loop: what ends often leads to what begins at once, a push to its projection. */
  function tellQuiet(): void {
    if (underway > 0) return;
    for (const go of waiting) go();
    waiting = [];
  }

  return {
    enter(bounded) {
      underway += 1;
      let isOver = false;
      const leave = (): void => {
        if (isOver) return;
        isOver = true;
        clearTimeout(timer);
        underway -= 1;
        setImmediate(tellQuiet);
      };
      const timer = bounded ? undefined : setTimeout(leave, hurryMs).unref();
      return leave;
    },
    async whenQuiet() {
      if (underway === 0) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, patienceMs);
        waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    },
  };
}

/** The same store, each of whose statements begins when `precedence` lets it. */
export function givingWay(clickhouse: ClickHouse, precedence: Pick<Precedence, "whenQuiet">): ClickHouse {
  const whenLet = async <Result>(statement: () => Promise<Result>): Promise<Result> => {
    await precedence.whenQuiet();
    return await statement();
  };
  const { write } = clickhouse;
  return {
    ...clickhouse,
    write: {
      command: (...given) => whenLet(() => write.command(...given)),
      insert: (...given) => whenLet(() => write.insert(...given)),
      insertText: (...given) => whenLet(() => write.insertText(...given)),
      insertBlock: (...given) => whenLet(() => write.insertBlock(...given)),
    },
    read: <Row>(...asked: Parameters<ClickHouse["read"]>) => whenLet(() => clickhouse.read<Row>(...asked)),
    readLines: (...asked) => whenLet(() => clickhouse.readLines(...asked)),
  };
}
