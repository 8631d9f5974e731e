import { ofGroup } from "../conditions.ts";
import { select } from "../select.ts";
import { describe, type Group } from "../words.ts";
import { barPanel } from "./bar-panel.ts";
import { debtColours, debtKinds } from "./debt-panels.ts";
import type { PanelWords } from "./panel-words.ts";

/** How long what is owed has waited, by kind. */
export const debtAgeBars = (group: Group, words: Pick<PanelWords, "id" | "span"> & { height?: number }) =>
  barPanel({
    title: "Debt items by age and kind",
    ...words,
    description: describe(
      {
        what: "Items owed today, by how many days they have been owed: workloads never evaluated, workloads whose evaluation lapsed, findings past their due date, and workloads of which it was not reported.",
        formula: "age = today - the day since which the item is owed; a workload or finding is one item.",
        good: "Few items, and those young. What is older than a year was decided by nobody.",
      },
      "RELIABILITY_DEBT",
    ),
    by: "Age in days",
    unit: "none",
    isStacked: true,
    colours: debtColours,
    sql: select("v_debt_age", (column) => ({
      columns: {
        "Age in days": column.age_band,
        ...Object.fromEntries(
          Object.entries(debtKinds).map(([kind, { name }]) => [
            name,
            `sumOrNullIf(${column.items}, ${column.kind} = '${kind}')`,
          ]),
        ),
      },
      where: [ofGroup[group]],
      groupBy: [column.age_band],
      orderBy: [`toUInt64OrZero(extract(${column.age_band}, '^[0-9]+'))`],
    })),
  });
