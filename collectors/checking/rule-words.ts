import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type RuleCode, rules } from "#schema/rules.ts";
import { mappingFaults } from "../mapping/mapping-faults.ts";
import { sourceWarningSentences } from "../sources/source.ts";
import { fileFaults } from "./file-faults.ts";

/** What is found in a file before there is a record that could be checked. */
const faultSentences: Record<string, string> = Object.fromEntries([
  ...Object.entries(fileFaults).map(([code, { error }]) => [code, error] as const),
  ...Object.entries(mappingFaults).map(([code, { sentence }]) => [code, sentence] as const),
]);

/** What a code of a report means, in a sentence. A code of reading may be an error in one file and a warning in another. */
export function sentenceOf(code: string, severity: "error" | "warning"): string {
  if (Object.hasOwn(rules, code)) return rules[code as RuleCode].sentence;
  const [first, second]: Record<string, string>[] =
    severity === "error" ? [faultSentences, sourceWarningSentences] : [sourceWarningSentences, faultSentences];
  for (const sentences of [first, second])
    if (sentences && Object.hasOwn(sentences, code)) return sentences[code] ?? "";
  return "See the collector that wrote it.";
}

/** Address of the page about a code, which lies beside the program; undefined when there is none. */
export function rulePageUrl(code: string): string | undefined {
  const url = new URL(`../../docs/rules/${encodeURIComponent(code)}.md`, import.meta.url);
  return existsSync(fileURLToPath(url)) ? url.href : undefined;
}
