import { internalBoard } from "../board.ts";
import { colours, type Colour } from "../colours.ts";
import { linePanel } from "../panels/line-panel.ts";
import type { PanelWords } from "../panels/panel-words.ts";
import { statPanel } from "../panels/stat-panel.ts";
import { select } from "../select.ts";
import { describe, type Words } from "../words.ts";

type Measure =
  | "pushes_accepted"
  | "pushes_refused"
  | "records_accepted"
  | "projector_lag_entries"
  | "projector_lag_seconds"
  | "engine_memory_bytes"
  | "process_memory_bytes"
  | "request_seconds_p95"
  | "query_seconds_p95"
  | "event_loop_stall_ms";

/** What happened within an interval is added up; of what is at a time the worst sample counts. */
type Summary = "sum" | "max";

const measured = (measure: Measure, summary: Summary, name: string, byLabel: boolean): string =>
  select("v_operation", (column) => ({
    columns: {
      // Named in full below: the alias would stand for what it is rounded to.
      time: `$__timeInterval(v_operation.${column.time})`,
      ...(byLabel && { label: column.label }),
      [name]: `${summary}(${column.value})`,
    },
    where: [`${column.measure} = '${measure}'`, `$__timeFilter(v_operation.${column.time})`],
    groupBy: ["time", ...(byLabel ? [column.label] : [])],
    orderBy: ["time", ...(byLabel ? [column.label] : [])],
  }));

interface MeasurePanel {
  words: Pick<PanelWords, "id" | "title" | "span"> & { of: Words };
  unit: string;
  lines: readonly { measure: Measure; summary: Summary; name: string; colour: Colour }[];
}

const measurePanel = ({ words: { of, ...placed }, unit, lines }: MeasurePanel) =>
  linePanel({
    ...placed,
    description: describe(of),
    unit,
    isBars: lines.some(({ summary }) => summary === "sum"),
    sql: lines.map(({ measure, summary, name }) => measured(measure, summary, name, false)),
    colours: Object.fromEntries(lines.map(({ name, colour }) => [name, colour])),
  });

const labelledPanel = ({ of, ...placed }: MeasurePanel["words"], measure: Measure, summary: Summary, unit: string) =>
  linePanel({
    ...placed,
    description: describe(of),
    unit,
    seriesBy: "label",
    isBars: summary === "sum",
    isStacked: summary === "sum",
    sql: measured(measure, summary, "Value", true),
  });

const current = statPanel({
  id: 1,
  span: 24,
  title: "Results",
  description: describe({
    what: "Which vintage the boards show, when it was calculated, and the last entry of the ledger in it.",
    formula: "behind = calculated at - known at.",
    good: "Known at the last push's arrival; calculated within a minute of it.",
  }),
  unit: "none",
  units: { behind: "s" },
  sql: select("v_calculation", (column) => ({
    columns: {
      "known at": `toString(${column.known_at})`,
      "calculated at": `toString(${column.calculated_at})`,
      "ledger entry": column.through,
      behind: `dateDiff('second', ${column.known_at}, ${column.calculated_at})`,
    },
  })),
});

/** For whoever runs the server. Samples of the service's own counters, every 15 seconds. */
export const operations = internalBoard(
  {
    uid: "sw-service-operations",
    title: "Operations",
    description: "Are pushes taken, are figures current, and is the service well?",
    from: "now-24h",
  },
  [
    {
      panels: [
        current,
        measurePanel({
          words: {
            id: 2,
            title: "Pushes accepted",
            span: 12,
            of: {
              what: "Pushes that were answered with a receipt.",
              formula: "sum of the samples in each interval.",
              good: "Regular. None for days means that agencies cannot reach the server or do not try.",
            },
          },
          unit: "none",
          lines: [{ measure: "pushes_accepted", summary: "sum", name: "accepted", colour: colours.green }],
        }),
        labelledPanel(
          {
            id: 3,
            title: "Pushes refused, by code",
            span: 12,
            of: {
              what: "Pushes that were refused, by the code of the problem; each has a page in docs/problems.",
              formula: "sum of the samples in each interval.",
              good: "Rare. Codes of 5xx are ours; those of 4xx the sender's.",
            },
          },
          "pushes_refused",
          "sum",
          "none",
        ),
        measurePanel({
          words: {
            id: 4,
            title: "Records accepted",
            span: 12,
            of: {
              what: "Workload records in accepted pushes.",
              formula: "sum of the samples in each interval.",
              good: "Like the month before.",
            },
          },
          unit: "none",
          lines: [{ measure: "records_accepted", summary: "sum", name: "records", colour: colours.blue }],
        }),
        measurePanel({
          words: {
            id: 5,
            title: "Projector lag",
            span: 12,
            of: {
              what: "How long the oldest accepted entry has waited to appear in figures.",
              formula: "the worst sample of each interval: now - arrival of the oldest entry not projected.",
              good: "Under a second; minutes after a large registry change; never for long.",
            },
          },
          unit: "s",
          lines: [{ measure: "projector_lag_seconds", summary: "max", name: "seconds", colour: colours.orange }],
        }),
        measurePanel({
          words: {
            id: 6,
            title: "Entries waiting for the projector",
            span: 12,
            of: {
              what: "Entries of the ledger that are accepted and not projected yet.",
              formula: "the worst sample of each interval.",
              good: "0, or falling.",
            },
          },
          unit: "none",
          lines: [{ measure: "projector_lag_entries", summary: "max", name: "entries", colour: colours.orange }],
        }),
        measurePanel({
          words: {
            id: 7,
            title: "Memory",
            span: 12,
            of: {
              what: "Memory of the process, and what its ClickHouse engine uses of it.",
              formula: "the worst sample of each interval.",
              good: "Flat over days.",
            },
          },
          unit: "bytes",
          lines: [
            { measure: "process_memory_bytes", summary: "max", name: "process", colour: colours.blue },
            { measure: "engine_memory_bytes", summary: "max", name: "engine", colour: colours.sky },
          ],
        }),
        labelledPanel(
          {
            id: 8,
            title: "Time of requests, p95 by route",
            span: 12,
            of: {
              what: "What 95 of 100 requests took at most, by route.",
              formula: "the worst sample of each interval of the 95th percentile.",
              good: "Figures and small pushes well under a second.",
            },
          },
          "request_seconds_p95",
          "max",
          "s",
        ),
        labelledPanel(
          {
            id: 9,
            title: "Time of queries, p95",
            span: 12,
            of: {
              what: "What 95 of 100 statements took at most, of the API and of this Grafana (gateway).",
              formula: "the worst sample of each interval of the 95th percentile.",
              good: "Under 0.3 s.",
            },
          },
          "query_seconds_p95",
          "max",
          "s",
        ),
        measurePanel({
          words: {
            id: 10,
            title: "Event loop stalls",
            span: 12,
            of: {
              what: "The longest time for which the process answered nobody.",
              formula: "the worst sample of each interval.",
              good: "Under 100 ms.",
            },
          },
          unit: "ms",
          lines: [{ measure: "event_loop_stall_ms", summary: "max", name: "stall", colour: colours.purple }],
        }),
      ],
    },
  ],
);
