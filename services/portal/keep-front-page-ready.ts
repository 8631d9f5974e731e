import type { Hono } from "hono";
import type { AppEnv } from "#http/app.ts";

/** Well within the time for which an answer counts as recent (kept-answers.ts), so that nobody who comes waits for figures. */
const renewMs = 60_000;
const retryMs = 500;

/**
 * Makes the overview again and again, as whoever comes without a key sees it: the first look after a start, of a day, or after a
 * filing would otherwise wait for the figures, over a million workloads for seconds. It costs little while nothing changes.
 */
export function keepFrontPageReady(routes: Hono<AppEnv>): { stop(): Promise<void> } {
  let isStopping = false;
  let endPause = (): void => {};
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      timer.unref();
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function run(): Promise<void> {
    while (!isStopping) {
      const { status } = await routes.request("/");
      // While the stores come up, or are away, it is asked for again soon.
      await pause(status === 200 ? renewMs : retryMs);
    }
  }

  void run();
  return {
    // A page under way is not waited for: it may wait for stores that are being closed, and nobody reads it.
    async stop() {
      isStopping = true;
      endPause();
    },
  };
}
