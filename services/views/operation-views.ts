import type { View } from "./view.ts";

export const operationViews: readonly View[] = [
  {
    name: "v_operation",
    what: "A sample of the service's own counters, each 15 seconds.",
    extent: "the last 100 days; empty in a member's scope",
    columns: [
      { name: "time", type: "DateTime('UTC')", what: "when it was taken" },
      { name: "measure", type: "LowCardinality(String)", what: "what was counted or measured" },
      {
        name: "label",
        type: "LowCardinality(String)",
        what: "a problem code, a route, or what else tells samples apart",
      },
      { name: "value", type: "Float64", what: "of counters, how many since the sample before" },
    ],
    from: (_, { member }) => `@db.operation_samples${member === undefined ? "" : " WHERE 0"}`,
  },
  {
    name: "v_calculation",
    what: "What the results are of.",
    extent: "one row; none before the first calculation",
    columns: [
      { name: "known_at", type: "DateTime64(3, 'UTC')", what: "the vintage" },
      { name: "calculated_at", type: "DateTime64(3, 'UTC')", what: "when they were calculated" },
      { name: "through", type: "UInt64", what: "the last entry of the ledger that they know" },
    ],
    from: () => "@db.result_slices WHERE result = 'calculation' ORDER BY slice DESC LIMIT 1",
  },
];
