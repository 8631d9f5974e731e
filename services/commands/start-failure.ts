import { CommandFailure } from "#collectors/command-failure.ts";
import { DataDirectoryInUse } from "#db/embedded-engine.ts";
import { MigrationRefused } from "#db/migrations.ts";
import { ConfigError } from "#services/config.ts";

/** Why the stores could not be opened here, where a person can mend it; any other failure as it is. */
export function startFailure(error: unknown): unknown {
  if (error instanceof ConfigError)
    return new CommandFailure(2, error.message, "docs/configuration.md lists every variable.");
  if (error instanceof DataDirectoryInUse)
    return new CommandFailure(
      4,
      error.message,
      "When a server runs there, name its address with --server; it migrates when it starts.",
    );
  if (error instanceof MigrationRefused)
    return new CommandFailure(4, error.message, "Run the release that wrote these stores, or a later one.");
  return error;
}
