import type { ClickHouse } from "#db/clickhouse.ts";
import { catalogue } from "#indicators/catalogue.ts";
import type { Share } from "#indicators/indicator.ts";
import { figuresOn } from "./figures.ts";
import { groupName } from "./groups.ts";
import { knownRegistry } from "./known-registry.ts";
import type { CountQuestion } from "./outcome-counts.ts";
import { underWatermark, vintageOf } from "./watermark.ts";

/** An agency's figures on a date as they are, and as they would be with further differences. */
export async function previewFigures(
  clickhouse: ClickHouse,
  about: { agency: string; date: string; differences: NonNullable<CountQuestion["also"]> },
): Promise<{ before: Record<string, Share>; after: Record<string, Share> }> {
  const { agency, date, differences } = about;
  const group = { kind: "agency", id: agency } as const;
  return await underWatermark(clickhouse, async (watermark) => {
    const vintage = vintageOf(watermark, undefined);
    const registry = await knownRegistry(clickhouse, vintage);
    const question = { date, vintage, registry, indicators: catalogue, groups: [group] };
    const [before, after] = await Promise.all([
      figuresOn(clickhouse, question),
      figuresOn(clickhouse, { ...question, also: differences, alsoReporting: [agency] }),
    ]);
    return { before: before[groupName(group)] ?? {}, after: after[groupName(group)] ?? {} };
  });
}
