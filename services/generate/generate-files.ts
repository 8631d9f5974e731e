import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

export type Generator = {
  /** Texts by their paths from the root of the repository. */
  generate: () => Map<string, string>;
  /** What lies in these and is not generated is stale. */
  folders: readonly string[];
  /** Files of the folders that people write. */
  byHand?: readonly string[];
};

/** Compares what generators make with what is committed under `root` and, with `write`, makes it so. */
export function generateFiles(
  generators: readonly Generator[],
  { root, write }: { root: string; write: boolean },
): { count: number; different: string[]; stale: string[] } {
  const wanted = new Map(generators.flatMap(({ generate }) => [...generate()]));
  const different = [...wanted].filter(([path, text]) => textAt(join(root, path)) !== text).map(([path]) => path);
  const byHand = new Set(generators.flatMap((generator) => generator.byHand ?? []));
  const stale = generators
    .flatMap(({ folders }) => folders.flatMap((folder) => filesIn(root, folder)))
    .filter((path) => !wanted.has(path) && !byHand.has(path));
  if (write) {
    for (const path of different) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), wanted.get(path) ?? "");
    }
    for (const path of stale) rmSync(join(root, path));
  }
  return { count: wanted.size, different, stale };
}

function textAt(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function filesIn(root: string, folder: string): string[] {
  const place = join(root, folder);
  if (!existsSync(place)) return [];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}
