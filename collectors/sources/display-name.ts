import type { SourceWarningCode } from "./source.ts";
import { trimmed } from "./trimmed.ts";

const longest = 300;

/** A cell as a workload's name: NFC, one line, at most 300 code points, never empty. */
export function displayName(cell: string): { name: string; warning?: SourceWarningCode } {
  const line = trimmed(cell.normalize("NFC").replace(/[\p{White_Space}\p{Cc}]+/gu, " "));
  if (line === "") return { name: "(unnamed)", warning: "unnamed" };
  const points = Array.from(line);
  return points.length > longest
    ? { name: points.slice(0, longest).join(""), warning: "name-truncated" }
    : { name: line };
}
