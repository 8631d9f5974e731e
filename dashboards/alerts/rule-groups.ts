import type { Folder } from "../board.ts";
import { provisionedSource } from "../clickhouse-query.ts";
import type { AlertRule } from "./alert-rule.ts";
import { alertRules } from "./rules.ts";

/** Results change when a push is projected and at midnight; the service's own samples every 15 seconds. */
const intervals = { coalition: "300s", service: "60s" } as const satisfies Partial<Record<Folder, string>>;

const dayBack = { from: 86_400, to: 0 } as const;
const expression = { type: "__expr__", uid: "__expr__" } as const;

/** One that no boards lie in: whichever of both Grafana provisions first would make the folder, and give it another uid. */
export const alertFolder = "Sparewheel: alerts";

export const runbooksBoard = "sw-service-runbooks";

/**
 * The file of alert rules in the form that Grafana provisions. Grafana does not expand `$` in models, and no policies are shipped: they
 * would replace the operator's whole tree.
 */
export function alertRuleFile(): object {
  return {
    apiVersion: 1,
    groups: Object.entries(intervals).map(([folder, interval]) => ({
      orgId: 1,
      name: `sparewheel-${folder}`,
      folder: alertFolder,
      interval,
      rules: alertRules.filter((rule) => rule.folder === folder).map(provisioned),
    })),
  };
}

/** A: the query; B: its last value; C: whether that is above the threshold. */
function provisioned(rule: AlertRule): object {
  const { uid, title, sql, threshold, summary, description, board, severity } = rule;
  return {
    uid,
    title,
    condition: "C",
    data: [
      {
        refId: "A",
        relativeTimeRange: dayBack,
        datasourceUid: provisionedSource.uid,
        model: {
          refId: "A",
          datasource: provisionedSource,
          editorType: "sql",
          rawSql: sql,
          format: 1,
          queryType: "table",
          meta: {},
          intervalMs: 1000,
          maxDataPoints: 43_200,
        },
      },
      {
        refId: "B",
        relativeTimeRange: dayBack,
        datasourceUid: expression.uid,
        model: { refId: "B", datasource: expression, type: "reduce", expression: "A", reducer: "last" },
      },
      {
        refId: "C",
        relativeTimeRange: dayBack,
        datasourceUid: expression.uid,
        model: {
          refId: "C",
          datasource: expression,
          type: "threshold",
          expression: "B",
          conditions: [{ evaluator: { type: "gt", params: [threshold] } }],
        },
      },
    ],
    // No row says that nothing changed.
    noDataState: "OK",
    execErrState: "Error",
    for: rule.for,
    keepFiringFor: "0s",
    dashboardUid: board.uid,
    panelId: board.panelId,
    annotations: {
      summary,
      description,
      // Grafana's own address, which ends in a slash; annotations are not expanded from the environment.
      runbook_url: `{{ externalURL }}d/${runbooksBoard}?viewPanel=${runbookPanelId(rule)}`,
    },
    labels: { service: "sparewheel", severity, runbook: rule.slug },
    isPaused: false,
  };
}

/** Runbooks stand in the order of the rules. */
export const runbookPanelId = (rule: AlertRule): number => alertRules.indexOf(rule) + 1;
