import { createHash } from "node:crypto";
import { ProblemError } from "./problem.ts";

const checkLength = 12;

/**
 * `next` of a list: where the page ended, bound to `scope`, a text of everything else that chose the rows (the list,
 * its filters, its instant of knowledge), so that it cannot continue another list.
 */
export function cursorOf(scope: string, position: readonly string[]): string {
  return encode(scope, JSON.stringify(position));
}

/** Throws `invalid-cursor` for a text that `cursorOf` did not make for this scope. */
export function positionOf(scope: string, cursor: string): string[] {
  const text = Buffer.from(cursor, "base64url").toString().slice(checkLength);
  // Decoding forgives what encoding never writes, so the way back is compared too.
  if (encode(scope, text) !== cursor) throw new ProblemError("invalid-cursor");
  return JSON.parse(text) as string[]; // the check has shown that we wrote it
}

// Against mistakes, not against forgery: a position shows nothing that the same key could not list from the start.
function encode(scope: string, text: string): string {
  const check = createHash("sha256").update(`${scope}\n${text}`).digest("base64url").slice(0, checkLength);
  return Buffer.from(`${check}${text}`).toString("base64url");
}
