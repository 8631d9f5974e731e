import type { ViewColumn } from "./view.ts";

const groupColumns: readonly ViewColumn[] = [
  { name: "group_kind", type: "LowCardinality(String)", what: "`coalition`, `member`, `agency` or `function`" },
  {
    name: "group_id",
    type: "String",
    what: "id of the member or agency; of a function `01` to `10` or `none`; empty for the coalition",
  },
  { name: "group_name", type: "String", what: "name of the group" },
  {
    name: "member",
    type: "String",
    what: "the member that the group is or belongs to; empty for coalition and functions",
  },
];

/** What every view of figures begins with. */
export const dateAndGroup: readonly ViewColumn[] = [
  { name: "date", type: "Date", what: "the day that the row is about" },
  ...groupColumns,
];

export const timeDateAndGroup: readonly ViewColumn[] = [
  { name: "time", type: "DateTime64(3, 'UTC')", what: "when it became known" },
  ...dateAndGroup,
];

export const isLatest: ViewColumn = { name: "is_latest", type: "UInt8", what: "1 for rows of today" };
