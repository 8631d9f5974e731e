import type { Concentration } from "#indicators/concentration/concentration-of.ts";
import type { DeploySpeed } from "#indicators/deploy-speed/deploy-speed-of.ts";
import type { Indicator } from "#indicators/indicator.ts";
import type { ReliabilityDebt } from "#indicators/reliability-debt/reliability-debt-of.ts";
import type { Share } from "#indicators/share.ts";
import { type ClassCounts, withdrawalClasses } from "#indicators/withdrawal/withdrawal-classes.ts";
import type { Figure } from "#read/group-totals.ts";
import type { Visit } from "../visits/visit.ts";
import { boundsOf } from "./share-words.ts";

/** A figure in one line. */
export function figureText(
  { form }: Pick<Indicator, "form">,
  figure: Figure,
  visit: Pick<Visit, "words" | "formats" | "terms">,
): string {
  const { words, formats, terms } = visit;
  switch (form) {
    case "share": {
      const share = figure as Share;
      if (share.value === null) return words.share.no_data;
      return share.lower === share.upper
        ? formats.share(share.value)
        : `${formats.share(share.value)} (${boundsOf(share, visit)})`;
    }
    case "duration": {
      const { n, median } = figure as DeploySpeed;
      if (n === 0) return words.share.no_data;
      return median === null ? words.speed.unreached : words.speed.median(formats.count(median));
    }
    case "debt": {
      const debt = figure as ReliabilityDebt;
      return (["testing", "audit", "unverified", "correction"] as const)
        .map(
          (kind) =>
            `${terms.outcomes[kind]} ${formats.count(debt[kind].items)} (${words.speed.median(formats.count(debt[kind].days))})`,
        )
        .join(" · ");
    }
    case "classes":
      return Object.entries(figure as Record<string, ClassCounts> | ClassCounts)
        .map(([name, counts]: [string, ClassCounts | number]) =>
          typeof counts === "number"
            ? `${words.classes[name as keyof ClassCounts]} ${formats.count(counts)}`
            : `${name}: ${classesText(counts, visit)}`,
        )
        .join(" · ");
    case "concentration":
      return Object.entries(figure as Concentration)
        .map(
          ([layer, { hhi_provider, hhi_jurisdiction }]) =>
            `${terms.layers[layer] ?? layer} ${formats.decimal(hhi_provider)} / ${formats.decimal(hhi_jurisdiction)}`,
        )
        .join(" · ");
  }
}

const classesText = (counts: ClassCounts, { words, formats }: Pick<Visit, "words" | "formats">): string =>
  withdrawalClasses
    .filter((name) => counts[name] > 0)
    .map((name) => `${words.classes[name]} ${formats.count(counts[name])}`)
    .join(", ");
