import type { CliContext } from "./cli-context.ts";

/** For a program that is described and of which nothing runs. */
export const silentContext: CliContext = {
  environment: {},
  io: {
    out: () => {},
    err: () => {},
    isTerminal: false,
    columns: 80,
    fetch,
    now: () => 0,
    sleep: () => Promise.resolve(),
    random: () => 0,
    stateDirectory: "",
  },
  terminal: undefined,
  end: () => {},
};
