import { stringify } from "yaml";
import { alertRuleFile } from "./alerts/rule-groups.ts";
import { folders } from "./board.ts";
import { boards } from "./boards.ts";

const provisioning = "infra/grafana/provisioning";

/** Folders of files that are made here and nowhere else. */
export const grafanaFolders = [
  "infra/grafana/dashboards",
  `${provisioning}/dashboards`,
  `${provisioning}/alerting`,
] as const;

/** Boards, the folders that hold them, and alert rules, as Grafana reads them: texts by path. */
export function grafanaFiles(): Map<string, string> {
  return new Map([
    ...boards.map(({ uid, folder, dashboard }): [string, string] => [
      `infra/grafana/dashboards/${folder}/${uid}.json`,
      `${JSON.stringify(dashboard, null, 2)}\n`,
    ]),
    [
      `${provisioning}/dashboards/sparewheel.yaml`,
      yamlOf("Where Grafana finds the boards: a provider a folder.", providers()),
    ],
    [
      `${provisioning}/alerting/sparewheel.yaml`,
      yamlOf("Alert rules. What each means is in docs/runbooks.", alertRuleFile()),
    ],
  ]);
}

function providers(): object {
  return {
    apiVersion: 1,
    providers: Object.entries(folders).map(([folder, title]) => ({
      name: `sparewheel-${folder}`,
      orgId: 1,
      type: "file",
      folder: title,
      folderUid: `sw-${folder}`,
      disableDeletion: true,
      allowUiUpdates: false,
      updateIntervalSeconds: 60,
      options: { path: `/etc/sparewheel/dashboards/${folder}`, foldersFromFilesStructure: false },
    })),
  };
}

const yamlOf = (comment: string, value: object): string =>
  `# ${comment} Generated from dashboards/: npm run generate.\n${stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })}`;
