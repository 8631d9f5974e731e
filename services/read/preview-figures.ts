import { catalogue } from "#indicators/catalogue.ts";
import type { FurtherRow } from "./fact-source.ts";
import { figuresOn } from "./figures.ts";
import type { Figure } from "./group-totals.ts";
import { groupName } from "./groups.ts";
import type { Reading } from "./reading.ts";

/** An agency's figures on a date as they are, and as they would be with further rows. */
export async function previewFigures(
  reading: Reading,
  { agency, date, rows }: { agency: string; date: string; rows: readonly FurtherRow[] },
): Promise<{ before: Record<string, Figure>; after: Record<string, Figure> }> {
  const group = { kind: "agency", id: agency } as const;
  const question = { date, indicators: catalogue, groups: [group] };
  return await reading.under(undefined, async (standpoint) => {
    const [before, after] = await Promise.all([
      figuresOn(reading.clickhouse, standpoint, question),
      figuresOn(reading.clickhouse, standpoint, { ...question, also: rows, alsoReporting: [agency] }),
    ]);
    return { before: before[groupName(group)] ?? {}, after: after[groupName(group)] ?? {} };
  });
}
