import { type ColumnOf, type ViewName, views } from "./views.ts";

/** The columns of a view by their names, so that one it does not have does not compile. */
export type Columns<View extends ViewName> = { readonly [Name in ColumnOf<View>]: Name };

export interface Selection {
  /** Name in the answer → column or expression. */
  columns: Readonly<Record<string, string>>;
  /** All of them hold. */
  where?: readonly string[];
  groupBy?: readonly string[];
  having?: readonly string[];
  orderBy?: readonly string[];
  limit?: number;
}

/** One SELECT over one view, a clause a line: what a person finds in the editor of a panel. */
export function select<View extends ViewName>(view: View, write: (column: Columns<View>) => Selection): string {
  const { columns, where = [], groupBy = [], having = [], orderBy = [], limit } = write(columnsOf(view));
  const named = Object.entries(columns).map(([name, expression]) =>
    name === expression ? name : `${expression} AS ${quoted(name)}`,
  );
  return [
    `SELECT\n  ${named.join(",\n  ")}`,
    `FROM ${view}`,
    ...clause("WHERE", where, "\n  AND "),
    ...clause("GROUP BY", groupBy, ", "),
    ...clause("HAVING", having, " AND "),
    ...clause("ORDER BY", orderBy, ", "),
    ...(limit === undefined ? [] : [`LIMIT ${limit}`]),
  ].join("\n");
}

/** A name of the answer as SQL: people read names with spaces. */
export const quoted = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : `\`${name}\``);

function columnsOf<View extends ViewName>(view: View): Columns<View> {
  // A key for each entry of the view's own list.
  return Object.fromEntries(views[view].map((name) => [name, name])) as Columns<View>;
}

const clause = (word: string, parts: readonly string[], between: string): string[] =>
  parts.length === 0 ? [] : [`${word} ${parts.join(between)}`];
