import { readersViews } from "#views/readers-views.ts";

/** What a reader of a board looks at. */
export interface Look {
  /** Milliseconds since 1970. */
  from: number;
  to: number;
  intervalSeconds: number;
  variables: Readonly<Record<string, string>>;
}

/** SQL as the data source's back end sends it: variables put in by the browser, then the plugin's macros expanded. */
export function grafanaSql(sql: string, look: Look): string {
  const filled = sql.replace(/\$\{([a-z]\w*):singlequote\}/g, (_, name: string) => {
    const value = look.variables[name];
    if (value === undefined) throw new Error(`nobody picked ${name}: ${sql}`);
    return `'${value.replaceAll("'", String.raw`\'`)}'`;
  });
  const expanded = filled.replace(/\$__(\w+)(?:\(([^()]*)\))?/g, (_, name: string, argument = "") => {
    const expand = macros[name];
    if (!expand) throw new Error(`the plugin has no $__${name}`);
    return expand(argument, look);
  });
  if (/\$/.test(expanded)) throw new Error(`not expanded: ${expanded}`);
  return expanded;
}

const instant = (at: number): string => `toDateTime(${Math.floor(at / 1000)})`;
const day = (at: number): string => `toDate('${new Date(at).toISOString().slice(0, 10)}')`;

/** From the plugin's `macros.go`. */
const macros: Record<string, (argument: string, look: Look) => string> = {
  fromTime: (_, { from }) => instant(from),
  toTime: (_, { to }) => instant(to),
  timeFilter: (column, { from, to }) => `${column} >= ${instant(from)} AND ${column} <= ${instant(to)}`,
  dateFilter: (column, { from, to }) => `${column} >= ${day(from)} AND ${column} <= ${day(to)}`,
  timeInterval: (column, { intervalSeconds }) =>
    `toStartOfInterval(toDateTime(${column}), INTERVAL ${intervalSeconds} second)`,
  interval_s: (_, { intervalSeconds }) => String(intervalSeconds),
};

const viewNames = readersViews.map(({ name }) => name).join("|");

/** The same with the views of one database, for who asks past the gateway. */
export const inDatabase = (sql: string, database: string): string =>
  sql.replace(new RegExp(`\\bFROM (${viewNames})\\b`, "g"), `FROM \`${database}\`.$1`);
