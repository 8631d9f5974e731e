import { z } from "zod";

/**
 * What no text may contain: control characters (tab and newline included), bidirectional overrides and isolates,
 * noncharacters, lone surrogates. They make two texts look alike that are not, or break the next reader's line.
 */
export const forbiddenCharacters = String.raw`\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFDD0-\uFDEF\uD800-\uDFFF${Array.from(
  { length: 17 },
  (_, plane) =>
    String.raw`\u{${(plane * 0x10000 + 0xfffe).toString(16)}}-\u{${(plane * 0x10000 + 0xffff).toString(16)}}`,
).join("")}`;

/** With the flag `u` a class of surrogates matches lone ones only. */
export const cleanTextPattern = new RegExp(`^[^${forbiddenCharacters}]*$`, "u");

/** Zod's length counts UTF-16 units, JSON Schema's code points; this pattern counts code points for both. */
export function textPattern(least: number, most: number): RegExp {
  return new RegExp(`^[^${forbiddenCharacters}]{${least},${most}}$`, "u");
}

export const isNfc = (value: string): boolean => value.normalize("NFC") === value;

/** A text of `least` to `most` code points, in Unicode NFC, without characters that do not print. */
export function text(least: number, most: number) {
  return z.string().regex(textPattern(least, most)).refine(isNfc, { error: "not-nfc" });
}
