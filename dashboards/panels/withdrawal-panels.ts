import { colours } from "../colours.ts";
import { inRange, isLatest } from "../conditions.ts";
import { quoted, select } from "../select.ts";
import { describeIndicator } from "../words.ts";
import { barPanel } from "./bar-panel.ts";
import { linePanel } from "./line-panel.ts";
import type { PanelWords } from "./panel-words.ts";
import { statPanel } from "./stat-panel.ts";

type Placed = Pick<PanelWords, "id" | "span"> & { height?: number };

/** The six classes, from nothing to dark, as people read them. */
const classes = {
  unaffected: { name: "unaffected", colour: colours.grey },
  continues_tested: { name: "continues, tested", colour: colours.green },
  continues_untested: { name: "continues, only declared", colour: colours.sky },
  interrupted: { name: "interrupted", colour: colours.orange },
  dark: { name: "dark", colour: colours.vermilion },
  unknown: { name: "unknown", colour: colours.purple },
} as const;
const classColours = Object.fromEntries(Object.values(classes).map(({ name, colour }) => [name, colour]));

/** What the reader picked at the top of the board. */
export const picked = [
  "subject_kind = ${subject_kind:singlequote}",
  "subject = ${subject:singlequote}",
  "notice_minutes = toUInt64OrZero(${notice:singlequote})",
];

const byClass = Object.fromEntries(
  Object.entries(classes).map(([each, { name }]) => [name, `sumOrNullIf(workloads, class = '${each}')`]),
);

export const classStat = (words: Placed) =>
  statPanel({
    ...words,
    title: "Critical workloads, if it happened today",
    description: describeIndicator("WITHDRAWAL"),
    unit: "none",
    decimals: 0,
    sql: select("v_withdrawal", () => ({
      columns: byClass,
      where: ["group_kind = 'coalition'", ...picked, isLatest],
    })),
  });

export const classTrend = (words: Placed) =>
  linePanel({
    ...words,
    title: "The same, had it happened at each month's end",
    description: describeIndicator("WITHDRAWAL"),
    unit: "none",
    isStacked: true,
    colours: classColours,
    sql: select("v_withdrawal", (column) => ({
      columns: { time: `toDateTime(${column.date})`, ...byClass },
      where: ["group_kind = 'coalition'", ...picked, inRange],
      groupBy: [column.date],
      orderBy: ["time"],
    })),
  });

/** Members or functions beside each other. */
export const classBars = (words: Placed & { title: string }, kind: "member" | "function") =>
  barPanel({
    ...words,
    description: describeIndicator("WITHDRAWAL"),
    by: "Group",
    unit: "none",
    isStacked: true,
    colours: classColours,
    sql: select("v_withdrawal", (column) => ({
      columns: { Group: column.group_name, ...byClass },
      where: [`group_kind = '${kind}'`, ...picked, isLatest],
      groupBy: [column.group_id, column.group_name],
      orderBy: [`${quoted(classes.dark.name)} + ${classes.interrupted.name} DESC`, "Group"],
    })),
  });

/** Which single provider or jurisdiction would hurt most, at the notice picked. */
export const worstSubjects = (words: Placed & { title: string }, kind: "provider" | "jurisdiction") =>
  barPanel({
    ...words,
    description: describeIndicator("WITHDRAWAL", { more: "Each withdrawn alone, with the notice picked above." }),
    by: "Withdrawn",
    unit: "none",
    isStacked: true,
    colours: { dark: classes.dark.colour, interrupted: classes.interrupted.colour, unknown: classes.unknown.colour },
    sql: select("v_withdrawal", (column) => ({
      columns: {
        Withdrawn: column.subject_name,
        dark: byClass[classes.dark.name] ?? "",
        interrupted: byClass[classes.interrupted.name] ?? "",
        unknown: byClass[classes.unknown.name] ?? "",
      },
      where: [
        "group_kind = 'coalition'",
        `${column.subject_kind} = '${kind}'`,
        "notice_minutes = toUInt64OrZero(${notice:singlequote})",
        isLatest,
      ],
      groupBy: [column.subject, column.subject_name],
      orderBy: ["dark + interrupted DESC", "unknown DESC", "Withdrawn"],
      limit: 10,
    })),
  });
