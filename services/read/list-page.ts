import { z } from "@hono/zod-openapi";
import { cursorOf, positionOf } from "#http/cursor.ts";
import { ProblemError } from "#http/problem.ts";
import { Instant } from "#schema/calendar.ts";
import type { Reading, Standpoint } from "./reading.ts";

/** Query parameters of a list that comes in pages. */
export const pageParameters = {
  limit: z.coerce.number().int().min(1).max(1000).default(100).describe("Items of a page"),
  next: z.string().max(10_000).optional().describe("`next` of the page before, with the same filters"),
};

/** Where a page begins: after this place in the list's order; undefined for the first page. */
export type Place<Position> = Position | undefined;

/** Items up to the limit, and the place of the last of them when there are more. */
export interface Page<Item, Position> {
  items: Item[];
  last: Place<Position>;
}

/**
 * One page of a list. All pages of a listing are answered as known at one instant: that of its first page, which the cursor
 * carries. `scope` names the list and everything that chose its rows. Throws `invalid-cursor`.
 */
export async function pageUnder<Item, Position extends readonly (string | number)[]>(
  reading: Reading,
  asked: {
    scope: readonly unknown[];
    known_at: string | undefined;
    next: string | undefined;
    position: z.ZodType<Position>;
  },
  work: (standpoint: Standpoint, after: Place<Position>) => Promise<Page<Item, Position>>,
): Promise<{ known_at: string; items: Item[]; next: string | null }> {
  const scope = JSON.stringify([...asked.scope, asked.known_at ?? null]);
  const begin = asked.next === undefined ? undefined : beginOf(scope, asked.next, asked.position);
  return await reading.under(begin?.known_at ?? asked.known_at, async (standpoint) => {
    const { known_at } = standpoint.vintage;
    // The watermark has fallen behind the first page: the ledger is being projected again.
    if (begin && begin.known_at !== known_at)
      throw new ProblemError("store-unavailable", { detail: "The figures are being rebuilt." });
    const { items, last } = await work(standpoint, begin?.position);
    return { known_at, items, next: last ? cursorOf(scope, [known_at, JSON.stringify(last)]) : null };
  });
}

function beginOf<Position>(
  scope: string,
  next: string,
  position: z.ZodType<Position>,
): { known_at: string; position: Position } {
  const [known_at, text = ""] = positionOf(scope, next);
  const place = z.object({ known_at: Instant, position }).safeParse({ known_at, position: parsed(text) });
  if (!place.success) throw new ProblemError("invalid-cursor");
  return place.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError("invalid-cursor");
  }
}

/** Cuts what was read, one item more than the limit when there are so many, to a page. */
export function pageOf<Item, Position>(
  items: readonly Item[],
  limit: number,
  positionOf: (item: Item) => Position,
): Page<Item, Position> {
  const kept = items.slice(0, limit);
  const last = kept.at(-1);
  return { items: kept, last: items.length > limit && last !== undefined ? positionOf(last) : undefined };
}
