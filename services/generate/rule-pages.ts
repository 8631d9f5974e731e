import { type RuleCode, rules } from "#schema/rules.ts";

/** One page a rule that records are checked by, and a table of all: `docs/rules/`. */
export function rulePages(): Map<string, string> {
  const codes = Object.keys(rules) as RuleCode[];
  const rows = codes.map((code) => `| ${rules[code].severity} | [\`${code}\`](${code}.md) | ${rules[code].sentence} |`);
  const overview = `# Rules of the workload record

An error refuses the whole push. A warning is stored with it, counted in the receipt and listed in the answer.
\`sparewheel check FILE\` runs all of them offline but \`provider-unknown\`, which needs the registry.

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
  return `# ${code}

${severity === "error" ? "Error: the push is refused." : "Warning: the push is stored."}

${sentence}

**What to do.** ${remedy}
`;
}
