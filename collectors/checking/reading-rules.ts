import { mappingFaultExamples } from "../mapping/mapping-fault-examples.ts";
import { type MappingFaultCode, mappingFaults } from "../mapping/mapping-faults.ts";
import { type SourceWarningCode, sourceWarningSentences } from "../sources/source.ts";
import { sourceWarningExamples } from "../sources/source-warning-examples.ts";
import { type FileFaultCode, fileFaults } from "./file-faults.ts";
import type { ReadingExample } from "./reading-example.ts";

/** A code that reading a file may give before there is a record that could be checked, with all that its page says. */
export interface ReadingRule extends ReadingExample {
  /** What it is, in a sentence, where it refuses the file. One code may be an error here and a warning there. */
  error?: string;
  /** What it is, in a sentence, where it is only told. */
  warning?: string;
  /** What to do. */
  remedy: string;
}

export type ReadingCode = FileFaultCode | MappingFaultCode | SourceWarningCode;

const warnings = Object.fromEntries(
  Object.entries(sourceWarningSentences).map(([code, words]) => [
    code,
    { ...sourceWarningExamples[code as SourceWarningCode], warning: sentenceOfWords(words) },
  ]),
) as Record<SourceWarningCode, ReadingRule>;

const errors = Object.fromEntries(
  Object.entries(mappingFaults).map(([code, { sentence, remedy }]) => [
    code,
    { ...mappingFaultExamples[code as MappingFaultCode], error: sentence, remedy },
  ]),
) as Record<MappingFaultCode, ReadingRule>;

export const readingRules: Record<ReadingCode, ReadingRule> = {
  ...fileFaults,
  ...errors,
  ...warnings,
  "date-unreadable": {
    ...warnings["date-unreadable"],
    error: errors["date-unreadable"].error,
  },
};

/** In a list of sums the words stand behind a code. */
function sentenceOfWords(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
