import { type FileHandle, open } from "node:fs/promises";
import { CommandFailure } from "../command-failure.ts";

/** Opens the file that is to be written, which must not be there yet. */
export async function createTarget(target: string): Promise<FileHandle> {
  try {
    return await open(target, "wx");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw code === "EEXIST"
      ? new CommandFailure(
          2,
          `${target} is there already, and --fix writes over nothing.`,
          "Delete it, or name another file with --fix-to FILE.",
        )
      : new CommandFailure(
          2,
          `${target} cannot be written: ${code ?? String(error)}.`,
          "Name another file with --fix-to FILE.",
        );
  }
}
