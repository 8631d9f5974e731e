import { catalogue } from "#indicators/catalogue.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { divisionNames, divisions } from "#schema/functions.ts";
import { isNewest, type View, type ViewColumn } from "./view.ts";

const parties = (kind: string, condition = "1"): string =>
  `@db.party_results WHERE kind = '${kind}' AND ${condition} AND ${isNewest("party")}`;
const id = (name: string): ViewColumn => ({ name, type: "String", what: "id", sql: "id" });
const nameColumn: ViewColumn = { name: "name", type: "String", what: "name; the id where none is recorded" };
const jurisdictions: ViewColumn = { name: "jurisdictions", type: "Array(String)", what: "codes of ISO 3166-1" };

/** Which way a figure should go; empty where more of one class is less of another. */
const better: Record<Indicator["code"], "lower" | "higher" | ""> = {
  COVERAGE: "higher",
  WITHDRAWAL: "",
};
const unitOf = {
  share: "share",
  debt: "days",
  duration: "days",
  classes: "workloads",
  concentration: "index",
} as const satisfies Record<Indicator["form"], string>;

const text = (value: string): string => `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
/** A subquery of rows that the code knows. */
const constants = (names: readonly string[], rows: readonly (readonly string[])[]): string =>
  `(SELECT ${names.map((name, at) => `row.${at + 1} AS ${name}`).join(", ")}
  FROM (SELECT arrayJoin([${rows.map((row) => `(${row.join(", ")})`).join(", ")}]) AS row))`;

export const dimensionViews: readonly View[] = [
  {
    name: "v_member",
    what: "A member of the coalition.",
    extent: "every member of the registry, whatever the scope",
    columns: [
      id("member"),
      nameColumn,
      jurisdictions,
      {
        name: "joined_on",
        type: "Nullable(Date)",
        what: "NULL is open; of several memberships the last",
        sql: "since",
      },
      { name: "left_on", type: "Nullable(Date)", what: "the day from which it does not belong", sql: "until" },
      { name: "is_current", type: "UInt8", what: "1 when it belongs today" },
    ],
    from: () => parties("member"),
  },
  {
    name: "v_agency",
    what: "An agency.",
    extent: "every agency of the registry; in a member's scope its own",
    columns: [
      { ...id("agency"), sql: "agencies.id" },
      { ...nameColumn, sql: "agencies.name" },
      { name: "member", type: "String", what: "whose agency it is", sql: "agencies.member" },
      { name: "member_name", type: "String", what: "the member's name", sql: "members.name" },
      { name: "registered_on", type: "Nullable(Date)", what: "NULL is open", sql: "agencies.since" },
      { name: "closed_on", type: "Nullable(Date)", what: "the day from which it is closed", sql: "agencies.until" },
      { name: "is_registered", type: "UInt8", what: "1 when it is registered today", sql: "agencies.is_current" },
    ],
    from: (isVisible) => `(SELECT * FROM ${parties("agency", isVisible)}) AS agencies
LEFT JOIN (SELECT id, name FROM ${parties("member")}) AS members ON members.id = agencies.member`,
  },
  {
    name: "v_provider",
    what: "A provider, and who controls it today.",
    extent: "every provider of the registry",
    columns: [
      id("provider"),
      nameColumn,
      {
        name: "jurisdiction",
        type: "String",
        what: "code of ISO 3166-1; empty when unknown",
        sql: "arrayElement(jurisdictions, 1)",
      },
    ],
    from: () => parties("provider"),
  },
  {
    name: "v_jurisdiction",
    what: "A jurisdiction that a member covers, or that workloads depend on.",
    extent: "every one, whatever the scope",
    columns: [
      id("jurisdiction"),
      nameColumn,
      { name: "is_internal", type: "UInt8", what: "1 when a member of today covers it", sql: "is_current" },
    ],
    from: () => parties("jurisdiction"),
  },
  {
    name: "v_function",
    what: "A government function: a division of COFOG 1999.",
    extent: "the ten divisions, and `none` for workloads that report none",
    columns: [{ name: "function", type: "String", what: "`01` to `10`, `none`" }, nameColumn],
    from: () =>
      constants(
        ["function", "name"],
        [...divisions, "none"].map((division) => [text(division), text(divisionNames[division] ?? division)]),
      ),
  },
  {
    name: "v_indicator",
    what: "An indicator of the methodology.",
    extent: "every indicator",
    columns: [
      { name: "code", type: "String", what: "code" },
      { name: "title", type: "String", what: "title" },
      { name: "unit", type: "String", what: "`share`, `days`, `workloads` or `index`" },
      { name: "better", type: "String", what: "`lower`, `higher`, or empty" },
      { name: "what", type: "String", what: "what it says, in a sentence" },
      { name: "version", type: "UInt32", what: "version of its definition" },
      { name: "form", type: "String", what: "what its figure is made of" },
    ],
    from: () =>
      constants(
        ["code", "title", "unit", "better", "what", "version", "form"],
        catalogue.map(({ code, title, form, statement, version }) => [
          text(code),
          text(title),
          text(unitOf[form]),
          text(better[code] ?? "lower"),
          text(statement),
          `toUInt32(${version})`,
          text(form),
        ]),
      ),
  },
  {
    name: "v_scenario",
    what: "A named withdrawal scenario of the registry.",
    extent: "every scenario",
    columns: [
      id("scenario"),
      nameColumn,
      { name: "notice_minutes", type: "UInt32", what: "how long before it is announced" },
      { name: "providers", type: "Array(String)", what: "providers that withdraw" },
      { ...jurisdictions, what: "jurisdictions whose providers withdraw" },
    ],
    from: () => parties("scenario"),
  },
];
