import { isNfc } from "#schema/text.ts";

/** JSON Schema cannot say NFC: whether every text of a value is, keys excepted. */
export function isNfcValue(value: unknown): boolean {
  if (typeof value === "string") return isNfc(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value).every(isNfcValue);
}
