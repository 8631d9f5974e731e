import { catalogue } from "#indicators/catalogue.ts";
import type { Indicator } from "#indicators/indicator.ts";

/** What a panel's description says, in this order. */
export interface Words {
  what: string;
  formula: string;
  /** What good looks like. */
  good: string;
}

interface IndicatorWords extends Omit<Words, "what"> {
  /** A title that needs no methodology to be understood. */
  short: string;
  /** Where it stands on the methodology board; never renumbered, links lead there. */
  panelId: number;
}

const shareOf = (what: string): string =>
  `value = upper = (certain + not reported) / n, certain = lower = certain / n; n = ${what}.`;

/** Indicators as boards name them. */
export const indicatorWords = {
  DEPLOY_SPEED: {
    short: "Days to trustworthy deployment",
    panelId: 1,
    formula: "Kaplan-Meier median of days from initiation to the later of deployment and first qualifying evaluation.",
    good: "Fewer days, and a median that is reached at all: none means that fewer than half have arrived.",
  },
  UNPROTECTED: {
    short: "Neither evaluated nor replaceable",
    panelId: 2,
    formula: shareOf("critical workloads in operation"),
    good: "0 %, with a narrow band. A wide band says that agencies do not answer, not that nothing is wrong.",
  },
  ALTERNATIVE_GAP: {
    short: "No alternative inside the coalition",
    panelId: 3,
    formula: shareOf("critical workloads in operation"),
    good: "Falling. 0 % means that everything critical could be bought or run inside the coalition.",
  },
  EVAL_GAP: {
    short: "Not independently evaluated",
    panelId: 4,
    formula: shareOf("critical workloads in operation"),
    good: "0 %: every critical workload was checked by somebody independent, and the check still holds.",
  },
  FALLBACK_GAP: {
    short: "No sovereign fallback",
    panelId: 5,
    formula: shareOf("critical workloads in operation"),
    good: "0 %: for every critical workload something inside the coalition is arranged to take over.",
  },
  ANY_GAP: {
    short: "Lacking evaluation or fallback",
    panelId: 6,
    formula: shareOf("critical workloads in operation"),
    good: "0 %: every critical workload has both.",
  },
  TENANCY: {
    short: "Open models on foreign compute",
    panelId: 7,
    formula: shareOf("critical workloads known to use an open-weight model"),
    good: "0 %, read with n: an open model on compute that others control is not yet independence.",
  },
  PAPER_FALLBACK: {
    short: "Fallbacks on paper only",
    panelId: 8,
    formula:
      "workloads without a successful drill within 365 days / critical workloads that have a sovereign fallback.",
    good: "0 %: every fallback was switched to with success within a year.",
  },
  CRITICALITY_UNASSESSED: {
    short: "Criticality not assessed",
    panelId: 9,
    formula: "workloads whose criticality is not-assessed / workloads in operation.",
    good: "0 %: what is not assessed is missing from every other share.",
  },
  COVERAGE: {
    short: "Agencies that report",
    panelId: 10,
    formula: "agencies with a push whose reference date lies in the last 92 days / registered agencies.",
    good: "100 %. Below that, every other figure rests on old words of those that are silent.",
  },
  RELIABILITY_DEBT: {
    short: "Reliability debt",
    panelId: 11,
    formula: "days = sum over items of the days since each became owed; items = how many are owed.",
    good: "Falling in days and in items; a pace above 1.",
  },
  WITHDRAWAL: {
    short: "What a withdrawal would stop",
    panelId: 12,
    formula: "each critical workload in operation is in exactly one class; the classes add up to all of them.",
    good: "Little interrupted, dark or unknown; what continues is tested rather than declared.",
  },
  CONCENTRATION: {
    short: "Concentration",
    panelId: 13,
    formula: "HHI = sum of squared shares, each workload spreading weight 1 evenly over its providers in the layer.",
    good: "Low. 1 is one provider (or one law) for all; 0.25 is as concentrated as four of equal size.",
  },
} as const satisfies Record<string, IndicatorWords>;

export type IndicatorCode = keyof typeof indicatorWords;
export const indicatorCodes = Object.keys(indicatorWords) as IndicatorCode[];

/** Whose figures a panel shows. */
export type Group = "coalition" | "member" | "agency";

interface About {
  group?: Group;
  /** What this panel shows of it in particular. */
  more?: string;
}

export const methodologyBoard = "sw-coalition-methodology";

/** Short titles by code, for a column of codes. */
export const shortTitles: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(indicatorWords).map(([code, { short }]) => [code, short]),
);

/** The catalogue's own words of an indicator. */
export function indicatorOf(code: IndicatorCode): Indicator {
  const found = catalogue.find((indicator) => indicator.code === code);
  if (!found) throw new Error(`the catalogue has no ${code}`);
  return found;
}

/** Definition, formula and what good looks like. With a code the definition is the methodology's, which it leads to. */
export function describe(words: Words, code?: IndicatorCode): string {
  const { what, formula, good } = words;
  const source =
    code && `\n\n[Methodology of ${code}](d/${methodologyBoard}?viewPanel=${indicatorWords[code].panelId})`;
  return `${what}\n\n**Formula.** ${formula}\n\n**Good.** ${good}${source ?? ""}`;
}

const whose: Record<Group, string> = { coalition: "the coalition's", member: "this member's", agency: "this agency's" };

/** The methodology's words of an indicator, said of the group that the panel is about. */
export function describeIndicator(code: IndicatorCode, { group = "coalition", more = "" }: About = {}): string {
  const { statement, definition, how_to_read } = indicatorOf(code);
  const said = statement.replace(/^The coalition's|the coalition's/, (found) =>
    found.startsWith("T") ? whose[group].replace(/^t/, "T") : whose[group],
  );
  const what = [more, said, definition, how_to_read].filter(Boolean).join("\n\n");
  return describe({ what, ...indicatorWords[code] }, code);
}
