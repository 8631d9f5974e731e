import type { CliContext } from "./cli-context.ts";

/** Whether an output gets colours: a terminal alone does, and not where somebody has said no (https://no-color.org). */
export function wantsColours(
  words: readonly string[],
  { NO_COLOR, TERM }: CliContext["environment"],
  { isTTY }: { isTTY: boolean },
): boolean {
  return isTTY && !NO_COLOR && TERM !== "dumb" && !words.includes("--no-color");
}
