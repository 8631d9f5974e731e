import type { QueryParameters } from "#db/query-parameters.ts";
import type { FactValues } from "#derivation/fact-values.ts";
import { factChanges } from "#indicators/fact-changes.ts";
import type { Vintage } from "../vintage.ts";
import type { Pools } from "./pools.ts";
import { afterSpan, holdsWithin, placeOf, type Span, spanParameters } from "./span.ts";

export interface ChangeQuestion {
  span: Span;
  vintage: Vintage;
  pools: Pools;
}

/**
 * The changes that rows of one kind make on the points of a span, as known: a subquery with `pool`, `further`, `at` (the place of
 * a point), `columns` and `weight`.
 */
export function knownChanges(
  kind: FactValues["kind"],
  columns: readonly string[],
  { span, pools }: ChangeQuestion,
  further: readonly string[] = [],
): string {
  return factChanges({
    kind,
    columns,
    // Instants are asked for too, because months of knowledge are kept apart.
    where: `${pools.scope} AND sequence > {after:UInt64} AND sequence <= {sequence:UInt64}
      AND known_at >= {known_after:DateTime64(3, 'UTC')} AND known_at <= {known_at:DateTime64(3, 'UTC')} AND ${holdsWithin}`,
    until: afterSpan,
    by: (day) => [`${pools.pool} AS pool`, ...further, `${placeOf(span, day)} AS at`],
  });
}

/** `last` ends with the entry of the ledger after which changes are asked for: all, when it is left out. */
export const changeParameters = (
  { span, vintage, pools }: ChangeQuestion,
  last?: { through: number; known_at: string },
): QueryParameters => ({
  ...pools.parameters,
  ...spanParameters(span),
  after: last?.through ?? 0,
  known_after: last?.known_at ?? new Date(0).toISOString(),
  sequence: vintage.sequence,
  known_at: vintage.known_at,
});
