import type { Share } from "#indicators/share.ts";
import type { Words } from "../texts/english.ts";
import type { Visit } from "../visits/visit.ts";

/** How many of a share's population decide nothing, because what would decide was not reported. */
export const unreportedOf = ({ lower, upper, n }: Share): number => Math.round(((upper ?? 0) - (lower ?? 0)) * n);

/** Between which ends a share lies, in words. */
export function boundsOf({ lower, upper }: Share, { words, formats }: Pick<Visit, "words" | "formats">): string {
  if (lower === null || upper === null) return words.share.no_data;
  return lower === upper
    ? words.share.exactly(formats.share(upper))
    : words.share.between(formats.share(lower), formats.share(upper));
}

const populations = {
  PAPER_FALLBACK: "of_fallbacks",
  TENANCY: "of_open_models",
  CRITICALITY_UNASSESSED: "of_operating",
  COVERAGE: "of_agencies",
} as const satisfies Record<string, keyof Words["share"]["none"]>;
const populationName = (code: string): (typeof populations)[keyof typeof populations] | "of" =>
  code in populations ? populations[code as keyof typeof populations] : "of";

/** Why a share of nothing is empty. */
export const emptyReason = (code: string, { words }: Pick<Visit, "words">): string =>
  words.share.none[populationName(code)];

/** Of what a share is. */
export function populationOf(
  code: string,
  { n }: Pick<Share, "n">,
  { words, formats }: Pick<Visit, "words" | "formats">,
): string {
  return words.share[populationName(code)](formats.count(n));
}
