import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type RuleCode, rules } from "#schema/rules.ts";
import { mappingFaults } from "../mapping/mapping-faults.ts";
import { sourceWarningSentences } from "../sources/source.ts";

/** What is found in a file before there is a record that could be checked. */
const readingSentences: Record<string, string> = {
  "file-unreadable": "The file cannot be read as a whole.",
  "records-mismatch": "The header states another number of records than the file has.",
  ...Object.fromEntries(Object.entries(mappingFaults).map(([code, { sentence }]) => [code, sentence])),
  ...sourceWarningSentences,
};

/** What a code of a report means, in a sentence. */
export function sentenceOf(code: string): string {
  if (Object.hasOwn(rules, code)) return rules[code as RuleCode].sentence;
  return (
    (Object.hasOwn(readingSentences, code) ? readingSentences[code] : undefined) ?? "See the collector that wrote it."
  );
}

/** Address of the page about a code, which lies beside the program; undefined when there is none. */
export function rulePageUrl(code: string): string | undefined {
  if (Object.hasOwn(mappingFaults, code))
    return new URL("../../docs/mapping.md#what-may-be-wrong-with-a-cell", import.meta.url).href;
  const url = new URL(`../../docs/rules/${encodeURIComponent(code)}.md`, import.meta.url);
  return existsSync(fileURLToPath(url)) ? url.href : undefined;
}
