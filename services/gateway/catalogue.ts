import { readersViews } from "#views/readers-views.ts";

/** What statements may name in FROM: views by the name that every key calls their database, and what the editor asks of `system`. */
export type Catalogue = {
  /** The same for all keys; which database it stands for is decided by the key. */
  database: string;
  views: ReadonlySet<string>;
};

export const readerCatalogue: Catalogue = {
  database: "indicators",
  views: new Set(readersViews.map(({ name }) => name)),
};

/** Tables of `system` that have a stand-in which shows the key's own views and nothing else. */
export const systemTables: ReadonlySet<string> = new Set(["databases", "tables", "columns", "functions", "one"]);

export type TableName =
  | { kind: "view"; view: string; isQualified: boolean }
  | { kind: "system"; table: string }
  /** One name alone: a view, or what a WITH defines. It can be nothing else, because the session's database has only views. */
  | { kind: "local" };

/** What a name in FROM stands for; nothing when it may not be named. */
export function tableName(name: string, { database, views }: Catalogue): TableName | undefined {
  const dot = name.indexOf(".");
  if (dot < 0) return views.has(name) ? { kind: "view", view: name, isQualified: false } : { kind: "local" };
  const [owner, table] = [name.slice(0, dot), name.slice(dot + 1)];
  if (owner === database && views.has(table)) return { kind: "view", view: table, isQualified: true };
  return owner === "system" && systemTables.has(table) ? { kind: "system", table } : undefined;
}
