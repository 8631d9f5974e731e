import { CommandFailure } from "../command-failure.ts";
import { openMappedSource } from "../mapping/mapped-records.ts";
import { withOverlay } from "../overlay/with-overlay.ts";
import { readCanonical } from "./canonical.ts";
import { readOmb2024 } from "./omb-2024.ts";
import { readOmb2025 } from "./omb-2025.ts";
import { readSourceBytes } from "./read-source-bytes.ts";
import type { InventoryPreset, Source } from "./source.ts";

const readers = {
  "omb-2025": readOmb2025,
  "omb-2024": readOmb2024,
} as const satisfies Record<
  InventoryPreset,
  (file: string, bytes: Buffer, referenceDate: string) => Pick<Source, "total" | "records">
>;

/** Opens a file in the format that the options name; throws when it cannot be read as a whole. */
export async function openSource(options: {
  file: string;
  preset?: InventoryPreset;
  mapping?: string;
  overlay?: string;
  agency?: string;
  referenceDate?: string;
}): Promise<Source> {
  const source = await openPlain(options);
  return options.overlay === undefined ? source : withOverlay(source, options.overlay, options.agency);
}

async function openPlain(options: {
  file: string;
  preset?: InventoryPreset;
  mapping?: string;
  referenceDate?: string;
}): Promise<Source> {
  const { file, preset, mapping, referenceDate } = options;
  if (mapping !== undefined) {
    if (preset !== undefined)
      throw new CommandFailure(2, "--mapping and --preset exclude each other.", "Leave one of the two out.");
    return openMappedSource(file, mapping);
  }
  if (preset === undefined) {
    if (/\.(?:csv|tsv|xlsx|xlsm)(?:\.gz)?$/i.test(file))
      throw new CommandFailure(
        2,
        `${file} is a table, and neither a mapping nor a preset says how to read it.`,
        `Write a mapping (sparewheel map init ${file}) and add --mapping FILE; or add --preset omb-2025 or --preset omb-2024.`,
      );
    return readCanonical(file);
  }
  if (referenceDate === undefined)
    throw new CommandFailure(
      2,
      `The preset ${preset} needs to know which day the file describes.`,
      "Add --reference-date YYYY-MM-DD.",
    );
  const bytes = await readSourceBytes(file);
  return { format: preset, header: undefined, ...readers[preset](file, bytes, referenceDate) };
}
