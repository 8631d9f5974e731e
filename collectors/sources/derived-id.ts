import { createHash } from "node:crypto";
import { trimmed } from "./trimmed.ts";

/** `x-` and 16 hex digits over cells that together name a record: the same cells give the same id in every year's file. */
export function derivedId(cells: readonly string[]): string {
  const text = cells.map((cell) => trimmed(cell).normalize("NFC")).join("\n");
  return `x-${createHash("sha256").update(text).digest("hex").slice(0, 16)}`;
}
