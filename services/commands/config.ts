import { paintFor } from "#collectors/paint.ts";
import { lookOn, textTable } from "#collectors/text-table.ts";
import { ConfigError, readConfig } from "#services/config.ts";
import type { CliContext, GlobalFlags } from "./cli-context.ts";
import { describeSettings, strangeSettings } from "./settings/describe-settings.ts";

/** Every setting with its value and where that comes from. */
export function printConfig(
  { environment, io }: CliContext,
  { output }: GlobalFlags,
  { isRedacted }: { isRedacted: boolean },
): number {
  const described = describeSettings(environment, { isRedacted });
  if (output === "json") {
    const settings = described.map(({ name, value, source, isSecret }) => ({
      name,
      value,
      source,
      is_secret: isSecret,
    }));
    io.out(`${JSON.stringify({ is_redacted: isRedacted, settings })}\n`);
  } else {
    const rows = described.map(({ name, value, source }) => [name, value, source]);
    io.out(textTable([["setting", "value", "from"], ...rows], lookOn(io)));
  }
  return 0;
}

/** What is wrong with the settings of a server: exit status 2 when it would not start. What looks misspelt is a warning. */
export function checkConfig({ environment, io }: CliContext, { output, quiet }: GlobalFlags): number {
  const problems = problemsOf(environment);
  // A misspelt limit is a problem already.
  const strange = strangeSettings(environment).filter(
    ({ name }) => !problems.some((text) => text.startsWith(`${name}:`)),
  );
  const status = problems.length > 0 ? 2 : 0;
  const warnings = strange.map(({ name, meant }) =>
    meant === null ? `${name}: no setting has this name` : `${name}: no setting has this name; ${meant} was meant?`,
  );
  if (output === "json") {
    io.out(`${JSON.stringify({ status, problems, warnings })}\n`);
    return status;
  }
  const { red, yellow } = paintFor(io.colours?.out);
  for (const problem of problems) io.out(`${red("failed")}   ${problem}\n`);
  for (const warning of warnings) io.out(`${yellow("warning")}  ${warning}\n`);
  if (!quiet) io.out(endOf(environment, problems.length));
  return status;
}

/** As `serve` would find them, a line each. */
export function problemsOf(environment: CliContext["environment"]): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

function endOf(environment: CliContext["environment"], problems: number): string {
  if (problems > 0) return "A server would not start with these settings; docs/configuration.md lists every one.\n";
  const described = describeSettings(environment, { isRedacted: true });
  const given = described.filter(({ source }) => source === "environment").length;
  return `The settings are good: ${given} of ${described.length} are set, the others are as they come.\n`;
}
