import type { Group, IndicatorCode } from "./words.ts";

/** Which rows a panel is about. Values that a reader picks come as `${name:singlequote}`: Grafana inserts a bare one as it is. */
export const ofGroup: Record<Group, string> = {
  coalition: "group_kind = 'coalition'",
  member: "group_kind = 'member' AND group_id = ${member:singlequote}",
  agency: "group_kind = 'agency' AND group_id = ${agency:singlequote}",
};

export const agenciesOfMember = "group_kind = 'agency' AND member = ${member:singlequote}";
export const ofCode = (code: IndicatorCode): string => `code = '${code}'`;
export const isLatest = "is_latest = 1";
export const inRange = "$__dateFilter(date)";

/** The last day before the quarter that today is in; `v_figure` has every month's end. */
export const lastQuarterEnd = "toStartOfQuarter(today()) - 1";

/** The value where a condition holds, NULL where none does: what nobody reported is not zero. */
export const valueWhere = (column: string, condition: string): string => `anyOrNullIf(${column}, ${condition})`;

/** The newest day of a view that has one row a day, which is the same for every group. */
export const newestOf = (view: "v_debt" | "v_pace" | "v_coverage"): string =>
  `date = (SELECT max(date) FROM ${view} WHERE group_kind = 'coalition')`;
