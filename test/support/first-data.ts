import { join } from "node:path";
import { copyFolder, madeOnce } from "./made-once.ts";
import { startServer } from "./running-server.ts";

/**
 * Gives a server's folder the data of one that was started once and stopped: stores without anything in them, and an admin key.
 * To begin there takes a third of the time of a first start, of which test/flow/operations.test.ts and documents have enough.
 */
export async function copyFirstData(directory: string): Promise<void> {
  await copyFolder(await firstData(), join(directory, "data"));
}

/** The data itself. Copy it. */
export async function firstData(): Promise<string> {
  const folder = await madeOnce("first-data", async (made) => {
    const server = await startServer(made);
    const status = await server.stop();
    if (status !== 0) throw new Error(server.output());
  });
  return join(folder, "data");
}
