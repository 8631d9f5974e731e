import { english, type Words } from "./english.ts";
import { englishTerms, type Terms } from "./english-terms.ts";
import { englishIndicators } from "./english-indicators.ts";
import { french } from "./french.ts";
import { frenchIndicators } from "./french-indicators.ts";
import { frenchTerms } from "./french-terms.ts";
import type { IndicatorTexts } from "./indicator-texts.ts";
import type { Language } from "./language.ts";

/** What the portal says in one language. */
export interface Catalogue {
  words: Words;
  terms: Terms;
  /** By code. */
  indicators: Readonly<Record<string, IndicatorTexts>>;
}

const catalogues: Record<Language, Catalogue> = {
  en: { words: english, terms: englishTerms, indicators: englishIndicators },
  fr: { words: french, terms: frenchTerms, indicators: frenchIndicators },
};

export const textsOf = (language: Language): Catalogue => catalogues[language];
