/** Whose rows a database of views has: a member's and its agencies' beside the coalition's and functions', or everybody's. */
export interface Scope {
  member?: string;
}

export interface ViewColumn {
  name: string;
  /** ClickHouse's type. */
  type: string;
  what: string;
  /** SQL of its value; left out for a column of the source with its name. */
  sql?: string;
}

/** A view for readers: aggregates only, and no workload. */
export interface View {
  name: string;
  /** What a row says. */
  what: string;
  /** Which dates and groups there are. */
  extent: string;
  columns: readonly ViewColumn[];
  /** SQL after FROM. Tables are `@db.table`; `isVisible` is a condition on the column `member`. */
  from: (isVisible: string, scope: Scope) => string;
}

/** Ids of members need no escape: letters, digits and hyphens. */
const conditionOf = ({ member }: Scope): string => (member === undefined ? "1" : `member IN ('', '${member}')`);

/** The SELECT of a view. */
export function viewSelect({ columns, from }: View, scope: Scope): string {
  const selected = columns.map(({ name, sql }) => (sql === undefined ? name : `${sql} AS ${name}`));
  return `SELECT ${selected.join(", ")}\nFROM ${from(conditionOf(scope), scope)}`;
}

/** The database of a scope's views, beside that of the service. */
export const readersDatabase = (database: string, { member }: Scope): string =>
  member === undefined ? `${database}_readers` : `${database}_readers_${member}`;

/** SQL condition on `slice`: the newest of each group, of some kinds of results. */
export const isNewest = (...results: readonly string[]): string =>
  `slice IN (SELECT max(slice) FROM @db.result_slices WHERE result IN (${results.map((each) => `'${each}'`).join(", ")})
    GROUP BY result, group_kind, group_id)`;

/** SQL of a column of the newest calculation's row; its type's zero before the first. */
export const ofCalculation = (column: "through" | "known_at" | "today"): string =>
  `assumeNotNull((SELECT argMax(${column}, slice) FROM @db.result_slices WHERE result = 'calculation'))`;
