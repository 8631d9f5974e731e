import { type ProblemCode, problems } from "#schema/problems.ts";

/** One page a problem, and a table of all: `docs/problems/`. */
export function problemPages(): Map<string, string> {
  const codes = Object.keys(problems) as ProblemCode[];
  const rows = codes.map(
    (code) => `| ${problems[code].status} | [\`${code}\`](${code}.md) | ${problems[code].title} |`,
  );
  const overview = `# Problems

Every answer that is not a success is \`application/problem+json\` (RFC 9457):
\`{type, title, status, code, detail, instance, errors?}\`. \`code\` never changes; \`detail\` is for people.

| status | code | what |
| --- | --- | --- |
${rows.join("\n")}
`;
  return new Map([
    ["docs/problems/README.md", overview],
    ...codes.map((code): [string, string] => [`docs/problems/${code}.md`, problemPage(code)]),
  ]);
}

/** What \`type\` of an answer leads to. */
export function problemPage(code: ProblemCode): string {
  const { status, title, sentence, remedy } = problems[code];
  return `# ${title}

\`${code}\`, status ${status}.

${sentence}

**What to do.** ${remedy}
${retryText(code, status)}`;
}

function retryText(code: ProblemCode, status: number): string {
  if (code !== "push-in-progress" && ![408, 429, 500, 503].includes(status)) return "";
  return "\nA sender that repeats the same request later does the right thing; `sparewheel push` does so by itself.\n";
}
