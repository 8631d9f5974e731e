import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

/** Options whose value is a file that the meaning of the watched one depends on. */
const filesBeside = ["mapping", "overlay"];

/** SHA-256 of the options of a push, in hex; of files beside the pushed one it is the content that counts. */
export async function settingsDigest(options: Readonly<Record<string, unknown>>): Promise<string> {
  const hash = createHash("sha256");
  for (const [name, value] of Object.entries(options).toSorted(([left], [right]) => (left < right ? -1 : 1))) {
    const isFile = filesBeside.includes(name) && typeof value === "string";
    hash.update(JSON.stringify([name, isFile ? await contentOf(value) : value]));
  }
  return hash.digest("hex");
}

/** The push itself tells when there is none. */
const contentOf = (file: string): Promise<string> => readFile(file, "base64").catch(() => "");
