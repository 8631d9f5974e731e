import { readersViews } from "#views/readers-views.ts";
import type { View } from "#views/view.ts";

/** What every view for readers has, from the definitions that they are created with. */
export function viewsPage(): Map<string, string> {
  const text = `# Views for readers

Results in ClickHouse that boards, the portal and exports read: aggregates only, down to the agency, and no workload. The database
\`<db>_readers\` has every row, \`<db>_readers_<member>\` for each member the coalition's, its functions', that member's and its
agencies'; \`<db>\` is \`CLICKHOUSE_DATABASE\`. Names of views and columns stay: a column may be added, and a change of what one means
is in the [changelog](../CHANGELOG.md).

Numbers are those of the API, calculated by the same code, soon after a push or a change of the registry is projected, and on every
new day. \`v_calculation\` says of what. All views change together. Unknown is NULL, never 0. "Today" is the server's day in UTC.

| view | a row |
| --- | --- |
${readersViews.map(({ name, what }) => `| [\`${name}\`](#${name}) | ${what} |`).join("\n")}

${readersViews.map(section).join("\n")}`;
  return new Map([["docs/views.md", text]]);
}

function section({ name, what, extent, columns }: View): string {
  const rows = columns.map((column) => `| \`${column.name}\` | \`${column.type}\` | ${column.what} |`);
  return `## ${name}

${what} There are rows for: ${extent}.

| column | type | what |
| --- | --- | --- |
${rows.join("\n")}
`;
}
