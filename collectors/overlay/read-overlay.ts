import { CommandFailure } from "../command-failure.ts";
import { formatOf, openTable } from "../sources/table/open-table.ts";
import { readSourceBytes } from "../sources/read-source-bytes.ts";
import type { OverlayItem } from "./overlay.ts";
import { readOverlayTable } from "./read-overlay-table.ts";
import { readOverlayYaml } from "./read-overlay-yaml.ts";

export interface OverlayFault {
  line: number;
  message: string;
}

const mostFaultsShown = 20;

/** An overlay, from CSV, XLSX or YAML; throws with what is wrong in it. */
export async function readOverlay(file: string): Promise<OverlayItem[]> {
  const bytes = await readSourceBytes(file, { isUtf16Allowed: true });
  const isYaml = formatOf(bytes) === "csv" && /\.(?:ya?ml|json)$/i.test(file);
  const { items, faults } = isYaml ? readOverlayYaml(file, bytes) : readOverlayTable(await openTable(file, {}));
  const seen = new Map<string, number>();
  for (const { id, agency, line } of items) {
    const key = `${agency ?? ""}\n${id}`;
    const before = seen.get(key);
    if (before !== undefined)
      faults.push({
        line,
        message: `expected each id once, found ${JSON.stringify(id)} as on line ${before}; a second item of a list is fallbacks[1]`,
      });
    else seen.set(key, line);
  }
  if (faults.length === 0) return items;
  faults.sort((left, right) => left.line - right.line);
  const lines = faults.slice(0, mostFaultsShown).map(({ line, message }) => `${file}, line ${line}: ${message}.`);
  if (faults.length > mostFaultsShown) lines.push(`... and ${faults.length - mostFaultsShown} more.`);
  throw new CommandFailure(
    1,
    lines.join("\n"),
    "Correct the overlay: a column `id` and a column for each path, or YAML by id; docs/mapping.md has examples.",
    faults[0]?.line,
  );
}
