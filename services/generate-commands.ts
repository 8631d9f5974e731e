import { commandPage } from "#services/commands/command-page.ts";
import { outlineOf } from "#services/commands/command-outline.ts";
import { manualPage } from "#services/commands/manual-page.ts";
import { createProgram } from "#services/commands/program.ts";
import { silentContext } from "#services/commands/silent-context.ts";
import { packageVersion } from "#services/operations/build-info.ts";

/** The manual page and the page of all commands, from the program itself. */
export function commandPages(): Map<string, string> {
  const outline = outlineOf(createProgram(silentContext, packageVersion()));
  return new Map([
    ["infra/man/sparewheel.1", manualPage(outline, packageVersion())],
    ["docs/command-line.md", commandPage(outline)],
  ]);
}
