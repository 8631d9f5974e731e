import { catalogue } from "#indicators/catalogue.ts";
import type { IndicatorTexts } from "./indicator-texts.ts";

/** The methodology is written in English: these are its own words. */
export const englishIndicators: Readonly<Record<string, IndicatorTexts>> = Object.fromEntries(
  catalogue.map((indicator) => [indicator.code, indicator]),
);
