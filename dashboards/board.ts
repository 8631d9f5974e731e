import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import {
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  type Panel,
  RowBuilder,
  type VariableModel,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { type ClickHouseQuery, pickedSource, provisionedSource, type Source } from "./clickhouse-query.ts";
import { sourceVariable } from "./variables.ts";

/** Titles of folders, which stand among others' in a shared Grafana. */
export const folders = {
  coalition: "Sparewheel: coalition",
  party: "Sparewheel: members and agencies",
  service: "Sparewheel: service",
  public: "Sparewheel: public",
} as const;
export type Folder = keyof typeof folders;

export interface BoardWords {
  uid: `sw-${Folder}-${string}`;
  title: string;
  /** The question that it answers. */
  description: string;
  variables?: readonly Builder<VariableModel>[];
  /** Two years unless told; the operator looks at a day. */
  from?: string;
}

/** A line of panels under a title, or panels alone at the top. */
export interface Section {
  /** The row's own id and title. */
  row?: { id: number; title: string };
  panels: readonly Builder<Panel>[];
}

export interface Board {
  uid: string;
  folder: Folder;
  dashboard: Dashboard;
}

/** A board for insiders: the reader picks the data source and moves between all boards with time and variables kept. */
export function internalBoard(words: BoardWords, sections: readonly Section[]): Board {
  const builder = began(words, sections)
    .variables([sourceVariable(), ...(words.variables ?? [])])
    .links([allBoards()]);
  return boardOf(words, builder, pickedSource);
}

/** A board that anybody may open: Grafana refuses variables there, so its data source is the provisioned one. */
export function publicBoard(words: Omit<BoardWords, "variables">, sections: readonly Section[]): Board {
  return boardOf(words, began(words, sections), provisionedSource);
}

function began(
  { uid, title, description, from = "now-2y" }: BoardWords,
  sections: readonly Section[],
): DashboardBuilder {
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags(["sparewheel", folderOf(uid)])
    .readonly()
    .timezone("utc")
    .refresh("")
    .time({ from, to: "now" })
    .tooltip(DashboardCursorSync.Crosshair);
  for (const { row, panels } of sections) {
    if (row) builder.withRow(new RowBuilder(row.title).id(row.id));
    for (const panel of panels) builder.withPanel(panel);
  }
  return builder;
}

/** The oldest Grafana that these boards are for; newer ones bring the options of its panels up to date by themselves. */
const grafanaVersion = "11.6.0";

function boardOf({ uid }: BoardWords, builder: DashboardBuilder, source: Source): Board {
  const dashboard = builder.build();
  // The SDK's default hides the menu of boards in another menu.
  for (const link of dashboard.links ?? []) delete link.placement;
  for (const panel of dashboard.panels ?? []) {
    if ("collapsed" in panel) continue;
    panel.pluginVersion = grafanaVersion;
    if (!panel.targets) continue;
    panel.datasource = source;
    // Every query of these boards is made by `clickhouse-query.ts`.
    for (const target of panel.targets as ClickHouseQuery[]) target.datasource = source;
  }
  return { uid, folder: folderOf(uid), dashboard };
}

function folderOf(uid: BoardWords["uid"]): Folder {
  const folder = (Object.keys(folders) as Folder[]).find((each) => uid.startsWith(`sw-${each}-`));
  if (!folder) throw new Error(`${uid} names no folder`);
  return folder;
}

function allBoards(): DashboardLinkBuilder {
  return new DashboardLinkBuilder("Boards")
    .type(DashboardLinkType.Dashboards)
    .icon("dashboard")
    .tags(["sparewheel"])
    .asDropdown(true)
    .keepTime(true)
    .includeVars(true);
}
