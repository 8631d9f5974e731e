import { settings } from "#services/settings.ts";

/** Every variable with its default, from the schema that reads them. */
export function configurationPage(): Map<string, string> {
  const environment = Object.entries(settings).map(([name, schema]) => {
    const fallback = schema.safeParse(undefined);
    const value = fallback.success && fallback.data !== undefined ? String(fallback.data) : "";
    return `| \`${name}\` | ${value === "" ? "" : `\`${value}\``} | ${schema.description ?? ""} |`;
  });
  const text = `# Configuration

Everything is a variable of the environment, read once at the start. What would fail later is refused then, all problems at
once, each with the variable's name, what was expected and what was found; the exit status is 2. An empty text counts as
not set. A value that looks like a secret is never repeated. Sizes are bytes, times milliseconds.

| variable | default | what |
| --- | --- | --- |
${environment.join("\n")}

\`UV_THREADPOOL_SIZE\` is read by Node itself before any code runs; \`bin/sparewheel.cjs\` sets it to 16 unless it is set,
because every running query of the embedded engine holds one of these threads.

The command line also reads \`SPAREWHEEL_KEY\` (the key to send), \`DATA_DIR\` and \`PORT\` (where the server of this machine
is), and \`XDG_STATE_HOME\` (where \`push\` keeps its spool and receipts).
`;
  return new Map([["docs/configuration.md", text]]);
}
