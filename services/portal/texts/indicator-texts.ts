import type { Indicator } from "#indicators/indicator.ts";

/** The words of an indicator in one language. */
export type IndicatorTexts = Pick<
  Indicator,
  "title" | "statement" | "definition" | "why" | "how_to_read" | "limits" | "version"
>;
