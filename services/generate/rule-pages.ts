import { ruleExamples } from "#records/rule-examples.ts";
import { type RuleCode, rules } from "#schema/rules.ts";

/** One page a rule that records are checked by, and a table of all: `docs/rules/`. */
export function rulePages(): Map<string, string> {
  const codes = Object.keys(rules) as RuleCode[];
  const rows = codes.map((code) => `| ${rules[code].severity} | [\`${code}\`](${code}.md) | ${rules[code].sentence} |`);
  const overview = `# Rules of the workload record

An error refuses the whole push. A warning is stored with it, counted in the receipt and listed in the answer.
\`sparewheel check FILE\` runs all of them offline but \`provider-unknown\`, which needs the registry; it says the same as the server,
in the same words. \`check --fix\` mends what can be meant in one way only. A page shows members of a record that break the
rule, and the same as it should be.

| severity | code | what |
| --- | --- | --- |
${rows.join("\n")}
`;
  return new Map([
    ["docs/rules/README.md", overview],
    ...codes.map((code): [string, string] => [`docs/rules/${code}.md`, rulePage(code)]),
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
