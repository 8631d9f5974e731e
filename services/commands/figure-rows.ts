import type { Concentration } from "#indicators/concentration/concentration-of.ts";
import { catalogue } from "#indicators/catalogue.ts";
import type { DeploySpeed } from "#indicators/deploy-speed/deploy-speed-of.ts";
import type { Indicator } from "#indicators/indicator.ts";
import type { ReliabilityDebt } from "#indicators/reliability-debt/reliability-debt-of.ts";
import type { Share } from "#indicators/share.ts";
import type { ClassCounts } from "#indicators/withdrawal/withdrawal-classes.ts";
import { groupedDigits } from "#collectors/text-table.ts";

/** One line of a table of figures: what is counted, the number to read first, what belongs beside it, over how many. */
export type FigureRow = [what: string, value: string, beside: string, n: number];

export const figureHead = ["value", "beside it", "n"] as const;

/**
 * A figure as lines for a person; a code that this program does not know is printed as it came.
 *
 * @param isCounted whether any workload of the group is critical and operating
 */
export function figureRows(code: string, figure: unknown, isCounted = true): FigureRow[] {
  const form = catalogue.find((indicator) => indicator.code === code)?.form;
  if (form === undefined) return [[code, JSON.stringify(figure), "", 0]];
  return rowsOf[form](code, figure, isCounted);
}

const noCritical = "no critical workload in production is reported";
/** Why there is nothing to count, where it is not that. */
const reasons: Readonly<Record<string, string>> = {
  TENANCY: "no critical workload in production with an open-weight model is reported",
  PAPER_FALLBACK: "no critical workload in production with a fallback is reported",
  CRITICALITY_UNASSESSED: "no workload in production is reported",
  COVERAGE: "no agency is registered on this date",
  DEPLOY_SPEED: "no regulated workload begun within three years is reported",
};

const noData = (code: string, what = code): FigureRow[] => [[what, "no data", reasons[code] ?? noCritical, 0]];

const rowsOf: Record<Indicator["form"], (code: string, figure: unknown, isCounted: boolean) => FigureRow[]> = {
  share: (code, figure) => {
    const { lower, upper, value, n } = figure as Share;
    if (lower === null || upper === null || value === null) return noData(code);
    return [[code, percent(value), `${percentDigits(lower)}–${percent(upper)}`, n]];
  },
  duration: (code, figure) => {
    const { n, events, inconsistent, p25, median, p75 } = figure as DeploySpeed;
    const beside = `quarter ${days(p25)}, three quarters ${days(p75)}; ${count(events)} deployed, ${count(inconsistent)} inconsistent`;
    return n === 0 ? noData(code) : [[code, `half ${days(median)}`, beside, n]];
  },
  debt: (code, figure, isCounted) => {
    const { pace, findings_unreported, ...stocks } = figure as ReliabilityDebt;
    if (!isCounted) return [...Object.keys(stocks), "pace"].flatMap((kind) => noData(code, `${code} ${kind}`));
    const unreported = `${count(findings_unreported)} ${findings_unreported === 1 ? "workload does" : "workloads do"} not report findings`;
    const { deployments, evaluations, ratio, clearing_days } = pace;
    const clearing = clearing_days === null ? "" : `; ${count(clearing_days)} days to clear at this pace`;
    return [
      ...Object.entries(stocks).map(([kind, { items, days: owed }]): FigureRow => [
        `${code} ${kind}`,
        days(owed),
        kind === "correction" ? unreported : "",
        items,
      ]),
      [
        `${code} pace`,
        ratio === null ? "no data" : count(ratio),
        `${count(evaluations)} evaluated, ${count(deployments)} deployed (without a date: first filed) in 90 days${clearing}`,
        deployments,
      ],
    ];
  },
  classes: (code, figure) =>
    Object.entries(figure as Record<string, ClassCounts>).flatMap(([scenario, classes]) => {
      const { unaffected, continues_tested, continues_untested, interrupted, dark, unknown } = classes;
      const beside = `${count(continues_tested)} go on tested, ${count(continues_untested)} untested, ${count(unaffected)} unaffected, ${count(unknown)} unknown`;
      const n = unaffected + continues_tested + continues_untested + interrupted + dark + unknown;
      if (n === 0) return noData(code, `${code} ${scenario}`);
      return [[`${code} ${scenario}`, `${count(dark)} dark, ${count(interrupted)} interrupted`, beside, n]];
    }),
  concentration: (code, figure) =>
    Object.entries(figure as Concentration).map(([layer, { workloads, hhi_provider, hhi_jurisdiction }]) => [
      `${code} ${layer}`,
      `${hhi_provider.toFixed(4)} by provider`,
      `${hhi_jurisdiction.toFixed(4)} by jurisdiction`,
      workloads,
    ]),
};

const percentDigits = (share: number): string => (share * 100).toFixed(2);
const percent = (share: number): string => `${percentDigits(share)} %`;
const count = (value: number): string => groupedDigits(value);
const days = (value: number | null): string => (value === null ? "not reached" : `${count(value)} days`);
