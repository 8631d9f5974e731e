import { ruleExamples } from "#records/rule-examples.ts";
import { type RuleCode, rules } from "#schema/rules.ts";
import type { ReadingRules } from "#schema/reading-words.ts";
import { readingPage, severityOf } from "./reading-pages.ts";

/**
 * One page a rule that records are checked by, one a code that reading a file may give before, and tables of all:
 * `docs/rules/`.
 */
export function rulePages(reading: ReadingRules): Map<string, string> {
  const codes = Object.keys(rules) as RuleCode[];
  const rows = codes.map((code) => `| ${rules[code].severity} | [\`${code}\`](${code}.md) | ${rules[code].sentence} |`);
  const readingRows = Object.entries(reading).map(
    ([code, words]) => `| ${severityOf(words)} | [\`${code}\`](${code}.md) | ${words.error ?? words.warning} |`,
  );
  const overview = `# Rules of the workload record

An error refuses the whole push. A warning is stored with it, counted in the receipt and listed in the answer.
\`sparewheel check FILE\` runs all of them offline but \`provider-unknown\`, which needs the registry; it says the same as the server,
in the same words. \`check --fix\` mends what can be meant in one way only. A page shows members of a record that break the
rule, and the same as it should be.

| severity | code | what |
| --- | --- | --- |
${rows.join("\n")}

## While a file is read

Before there is a record that a rule could be applied to, \`check\` and \`push\` tell what they cannot read of a table, a published
inventory or an overlay. The server never gives these codes: an error is told before anything is sent, and of warnings a push keeps the
numbers (\`source_warnings\`).

| severity | code | what |
| --- | --- | --- |
${readingRows.join("\n")}
`;
  return new Map([
    ["docs/rules/README.md", overview],
    ...codes.map((code): [string, string] => [`docs/rules/${code}.md`, rulePage(code)]),
    ...Object.entries(reading).map(([code, words]): [string, string] => [
      `docs/rules/${code}.md`,
      readingPage(code, words),
    ]),
  ]);
}

export function rulePage(code: RuleCode): string {
  const { severity, sentence, remedy } = rules[code];
  const { meaning, wrong, right, fix, isSketch } = ruleExamples[code];
  const form = isSketch ? "text" : "json";
  return `# ${code}

${severity === "error" ? "**Error**: the push is refused, all of it." : "**Warning**: the push is stored, and the receipt counts it."}

${sentence}

${meaning}

## Wrong

\`\`\`${form}
${wrong}
\`\`\`

## Right

\`\`\`${form}
${right}
\`\`\`

## What to do

${remedy}

**\`check --fix\`.** ${fix}

[All rules](README.md) · [the record](../workload.md) · [check](../collectors.md#check)
`;
}
