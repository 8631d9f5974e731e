import { withdrawalClasses } from "#indicators/withdrawal/withdrawal-classes.ts";
import { dateAndGroup, isLatest } from "./group-columns.ts";
import { isNewest, type View } from "./view.ts";

const classes = `[${withdrawalClasses.map((name) => `'${name}'`).join(", ")}]`;
/** How many classes there are: workloads of one notice in a row of `withdrawal_results`. */
const width = withdrawalClasses.length;

export const dependenceViews: readonly View[] = [
  {
    name: "v_withdrawal",
    what: "How many critical workloads the withdrawal of one provider, jurisdiction or scenario would put into a class.",
    extent: "today and the last 24 month ends for the coalition, members and functions; today for agencies",
    columns: [
      ...dateAndGroup,
      { name: "subject_kind", type: "LowCardinality(String)", what: "`provider`, `jurisdiction` or `scenario`" },
      { name: "subject", type: "LowCardinality(String)", what: "id of what withdraws" },
      { name: "subject_name", type: "LowCardinality(String)", what: "its name" },
      {
        name: "notice_minutes",
        type: "UInt32",
        what: "0, 90, 1440, 10080 or 43200; a scenario has its own",
        sql: `notices[intDiv(place - 1, ${width}) + 1]`,
      },
      {
        name: "class",
        type: "LowCardinality(String)",
        what: withdrawalClasses.map((name) => `\`${name}\``).join(", "),
        sql: `toLowCardinality(${classes}[(place - 1) % ${width} + 1])`,
      },
      {
        name: "class_order",
        type: "UInt8",
        what: "place of the class in that order, from 0",
        sql: `toUInt8((place - 1) % ${width})`,
      },
      { name: "workloads", type: "UInt64", what: "workloads in the class", sql: "class_workloads" },
      isLatest,
    ],
    from: (isVisible) => `@db.withdrawal_results
ARRAY JOIN workloads AS class_workloads, arrayEnumerate(workloads) AS place
WHERE ${isVisible} AND ${isNewest("withdrawal", "scenario")}`,
  },
  {
    name: "v_concentration",
    what: "What weight a provider, or the providers of a jurisdiction, have in a layer of the stack.",
    extent: "today and the last 24 month ends for the coalition and members; today for agencies and functions",
    columns: [
      ...dateAndGroup,
      { name: "layer", type: "LowCardinality(String)", what: "layer of the stack" },
      { name: "dimension", type: "LowCardinality(String)", what: "`provider` or `jurisdiction`" },
      { name: "entity", type: "LowCardinality(String)", what: "its id; empty for the jurisdiction that is unknown" },
      { name: "entity_name", type: "LowCardinality(String)", what: "its name" },
      {
        name: "workloads",
        type: "Float64",
        what: "its weight: each workload spreads 1 evenly over its providers in the layer",
      },
      { name: "share", type: "Float64", what: "its part of the layer's weight" },
      { name: "hhi", type: "Float64", what: "the layer's concentration by this dimension, the sum of squared shares" },
      { name: "layer_workloads", type: "UInt64", what: "workloads that declare the layer" },
      isLatest,
    ],
    from: (isVisible) => `@db.concentration_results WHERE ${isVisible} AND ${isNewest("concentration")}`,
  },
];
