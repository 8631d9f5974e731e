import { basename, dirname, join } from "node:path";

/** Where `--fix` writes unless it is told: beside the source, `inventory.ndjson.gz` as `inventory.fixed.ndjson`. */
export function fixedName(file: string): string {
  const name = basename(file).replace(/\.gz$/i, "");
  const [, stem = name, ending = ""] = /^(.+?)(\.[A-Za-z0-9]+)$/.exec(name) ?? [];
  return join(dirname(file), `${stem}.fixed${ending}`);
}
