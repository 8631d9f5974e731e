import { mappingFaults } from "../mapping/mapping-faults.ts";
import type { Fault, Source, SourceRecord, SourceWarning } from "../sources/source.ts";
import { applyOverlay } from "./apply-overlay.ts";
import type { OverlayItem } from "./overlay.ts";
import { readOverlay } from "./read-overlay.ts";

/**
 * A source whose records have what an overlay adds. `agency` is whose records are looked for, when only those count.
 * What the overlay gives wins over what the source reports, and is told; an id that no record has is told at the end.
 */
export async function withOverlay(source: Source, file: string, agency: string | undefined): Promise<Source> {
  const items = await readOverlay(file);
  const byKey = new Map(items.map((item) => [keyOf(item.agency, item.id), item]));
  const seen = new Set<OverlayItem>();
  const agencyOf = new Map<OverlayItem, string | undefined>();

  async function* records(): AsyncIterable<SourceRecord> {
    for await (const record of source.records) {
      const id = idOf(record.workload);
      const item =
        id === undefined ? undefined : (byKey.get(keyOf(record.agency, id)) ?? byKey.get(keyOf(undefined, id)));
      if (item) seen.add(item);
      const isOthers = agency !== undefined && record.agency !== undefined && record.agency !== agency;
      if (!item || isOthers) {
        yield record;
        continue;
      }
      const first = agencyOf.get(item) ?? record.agency;
      agencyOf.set(item, first);
      yield first === record.agency
        ? overlaid(record, item, file, source.format === "mapping")
        : ambiguous(record, item, file);
    }
  }

  return {
    ...source,
    // What is added is added to values, not to lines.
    lines: undefined,
    records: records(),
    lastWarnings: () => [
      ...(source.lastWarnings?.() ?? []),
      ...items
        .filter((item) => !seen.has(item))
        .map(({ id, line }): SourceWarning => ({ code: "overlay-id-unknown", line, column: "id", found: id, file })),
    ],
  };
}

/** Two agencies may have the same id; giving both what was meant for one would be a guess. */
function ambiguous(record: SourceRecord, { id, line }: OverlayItem, file: string): SourceRecord {
  const fault: Fault = {
    code: "overlay-ambiguous",
    pointer: "/id",
    message: `expected one workload with an id of the overlay, found ${JSON.stringify(id)} (${file}:${line}) in another agency too`,
    remedy: mappingFaults["overlay-ambiguous"].remedy,
  };
  return { ...record, faults: [...(record.faults ?? []), fault] };
}

const keyOf = (agency: string | undefined, id: string): string => `${agency ?? ""}\n${id}`;

function idOf(workload: unknown): string | undefined {
  if (typeof workload !== "object" || workload === null || !Object.hasOwn(workload, "id")) return undefined;
  const { id } = workload as { id: unknown };
  return typeof id === "string" ? id : undefined;
}

function overlaid(record: SourceRecord, item: OverlayItem, file: string, isMapped: boolean): SourceRecord {
  const { workload, pointers, overrides, lineOf } = applyOverlay(record.workload as Record<string, unknown>, item);
  // What a mapping says of all rows alike is not what the file reports.
  const isReported = ({ pointer }: { pointer: string }): boolean =>
    !isMapped || record.columnNameOf?.(pointer) !== undefined;
  const warnings = overrides.filter(isReported).map(({ path, line, found }): SourceWarning => ({
    code: "overlay-overrides",
    line,
    column: path,
    found,
    file,
  }));
  const replaced = new Set(pointers.map((pointer) => record.columnNameOf?.(pointer)));
  return {
    ...record,
    workload,
    // What the overlay gives anew is no longer wrong in the source.
    faults: record.faults?.filter(({ pointer }) => lineOf(pointer) === undefined),
    // Nor is a date approximate that the overlay gives exactly. An id stays repeated whatever is said of its workload.
    warnings: [
      ...record.warnings.filter(({ code, column }) => code === "id-repeated" || !replaced.has(column)),
      ...warnings,
    ],
    columnNameOf: (pointer) => {
      const line = lineOf(pointer);
      return line === undefined
        ? record.columnNameOf?.(pointer)
        : `${pointer.slice(1).replaceAll("/", ".")} of ${file}:${line}`;
    },
  };
}
