import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { CommandFailure } from "../command-failure.ts";
import { writeDurably } from "./write-durably.ts";

/** Both the answer of `GET /v1/keys` and the spool's `keys.json`. */
export const ReceiptKeys = z.object({ keys: z.array(z.object({ name: z.string(), verifier_key: z.string() })) });
type ReceiptKeys = z.infer<typeof ReceiptKeys>;

/**
 * Takes the keys that the server shows into the spool's `keys.json` and gives all that were ever there, so that old
 * receipts stay verifiable. A key that appears later is told about: whoever can change keys can sign receipts.
 */
export async function keepReceiptKeys(
  serverFolder: string,
  answer: { status: number; body: unknown },
  say: (text: string) => void,
): Promise<string[]> {
  const shown = ReceiptKeys.safeParse(answer.body);
  if (answer.status !== 200 || !shown.success)
    throw new CommandFailure(
      3,
      `The server does not show its receipt keys (GET /v1/keys answered ${answer.status}).`,
      "Check that --server is the address of a Sparewheel server, path included.",
    );
  const path = join(serverFolder, "keys.json");
  const kept = await readReceiptKeys(path);
  const added = shown.data.keys.filter((key) => !kept?.keys.some((known) => known.verifier_key === key.verifier_key));
  if (kept && added.length > 0)
    say(
      `The server has receipt keys that it did not have before: ${added.map(({ verifier_key }) => verifier_key).join(", ")}. ` +
        "Ask the secretariat to confirm them by another way.",
    );
  const keys = [...(kept?.keys ?? []), ...added];
  if (added.length > 0) await writeDurably(path, `${JSON.stringify({ keys }, undefined, 2)}\n`);
  return keys.map(({ verifier_key }) => verifier_key);
}

/** The keys kept in a file of the spool; undefined when there is none. */
export async function readReceiptKeys(path: string): Promise<ReceiptKeys | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  return ReceiptKeys.parse(JSON.parse(text));
}
