import type { Source, SourceRecord } from "../sources/source.ts";

/** Every record of a source, in file order. */
export async function recordsOf({ records }: Pick<Source, "records">): Promise<SourceRecord[]> {
  const all: SourceRecord[] = [];
  for await (const record of records) all.push(record);
  return all;
}
