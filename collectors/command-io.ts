/** 0 good, 1 errors in the data, 2 wrong usage, 3 refused by the server, 4 server not reached, 70 a defect of this program. */
export type ExitStatus = 0 | 1 | 2 | 3 | 4 | 70;

/** Everything a command touches of the world outside its arguments and files. */
export interface CommandIo {
  out(text: string): void;
  err(text: string): void;
  /** Standard error is a terminal: progress is a bar that moves; otherwise plain lines. */
  isTerminal: boolean;
  /** Width of the terminal in characters. */
  columns: number;
  /** Width of the terminal that standard output is; undefined where no person reads it. */
  outColumns?: number;
  /** Where colours are wanted; nowhere unless said. */
  colours?: { out: boolean; err: boolean };
  fetch: typeof fetch;
  /** Milliseconds since 1970. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** A number from 0 up to 1. */
  random(): number;
  /** `$XDG_STATE_HOME`, or `~/.local/state`. */
  stateDirectory: string;
  /** Aborted when a person stops the command. */
  signal?: AbortSignal;
}
