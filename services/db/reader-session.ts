import { randomUUID } from "node:crypto";
import type { Session } from "chdb";
import { readerRole } from "#db/engine-access.ts";

/** What no statement of the session can change: the engine's own settings by their names. */
export type ReaderSettings = Readonly<Record<string, string | number>>;

/**
 * A session for statements that somebody else wrote. It can read the databases of readers, of which it sees one as its own, and it
 * can change nothing: rights and settings are put down before the first statement and cannot be taken up again by a SELECT. It
 * is never used for anybody else. Only single SELECT and DESCRIBE statements may be run: the engine executes as many as it is given.
 */
export type ReaderSession = {
  /** The answer in one of the engine's formats, as a whole. Throws what the engine says. */
  run(statement: string, format: string): Promise<Uint8Array>;
  /** Makes the statement under way fail soon; one that is not under way is not harmed. */
  kill(): Promise<void>;
  /** Once the statement under way has ended. */
  close(): Promise<void>;
};

const databaseName = /^[A-Za-z_][\w-]*$/;

/** `open` makes a session of the engine; it costs a fifth of a millisecond. */
export async function openReaderSession(
  open: () => Session,
  { database, settings }: { database: string; settings: ReaderSettings },
): Promise<ReaderSession> {
  if (!databaseName.test(database)) throw new Error(`"${database}" is not a database name`);
  const session = open();
  const mark = randomUUID();
  let last: Promise<unknown> = Promise.resolve();
  const run: ReaderSession["run"] = async (statement, format) => {
    const result = session.queryAsync(statement, { format });
    last = result.catch(() => undefined);
    return (await result).bytes();
  };
  const close = async (): Promise<void> => {
    await last;
    session.close();
  };
  try {
    const assignments = Object.entries({ ...settings, log_comment: mark }).map(
      ([name, value]) => `${name} = '${String(value)}'`,
    );
    await run(
      `SET ${assignments.join(", ")}; SET ROLE ${readerRole}; USE \`${database}\`; SET readonly = 1`,
      "TabSeparated",
    );
  } catch (error) {
    await close();
    throw error;
  }
  return {
    run,
    async kill() {
      const killer = open(); // with the rights that this one has put down
      try {
        await killer.queryAsync(`KILL QUERY WHERE Settings['log_comment'] = '${mark}' ASYNC`);
      } finally {
        killer.close();
      }
    },
    close,
  };
}
