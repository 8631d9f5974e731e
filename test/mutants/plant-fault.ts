import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Fault } from "./fault.ts";

/** How often the fault's text is in its file; anything but 1 is a list that no longer fits the code. */
export function occurrences(root: string, { file, text }: Fault): number {
  const path = join(root, file);
  return existsSync(path) ? readFileSync(path, "utf8").split(text).length - 1 : 0;
}

/** Writes the fault into the tree. Gives what takes it out again. */
export function plantFault(root: string, fault: Fault): () => void {
  const path = join(root, fault.file);
  const sound = readFileSync(path, "utf8");
  if (occurrences(root, fault) !== 1) throw new Error(`not found once in ${fault.file}: ${fault.text}`);
  // A function, since a text would have its dollar signs read as patterns.
  writeFileSync(
    path,
    sound.replace(fault.text, () => fault.replacement),
  );
  return () => writeFileSync(path, sound);
}
