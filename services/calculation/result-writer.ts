import type { ClickHouse } from "#db/clickhouse.ts";
import { createTurns } from "./give-way.ts";
import { type ResultTable, resultTables } from "./result-tables.ts";

export type ResultValue = string | number | null | readonly (string | number)[];

/** Writes rows of results in inserts of some thousands, and never keeps the thread for long. */
export interface ResultWriter {
  /** A row of a table, its values in the order of the table's columns. */
  add(table: ResultTable, values: readonly ResultValue[]): Promise<void>;
  /** Stores what is left. */
  flush(): Promise<void>;
  /** How many rows were added to a table. */
  rows(table: ResultTable): number;
}

/** Rows in one insert: as text they are about a megabyte, and the engine is kept for some 10 ms. */
const insertRows = 8_000;

/** Throws the signal's reason once it is aborted. */
export function createResultWriter(clickhouse: ClickHouse, signal: AbortSignal): ResultWriter {
  const giveWay = createTurns();
  const pending = new Map<ResultTable, string[]>();
  const counted = new Map<ResultTable, number>();

  async function insert(table: ResultTable, lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    const text = Buffer.from(`${lines.join("\n")}\n`);
    await clickhouse.write.insertText(`@db.${table}`, resultTables[table], text);
  }

  return {
    async add(table, values) {
      signal.throwIfAborted();
      const lines = pending.get(table) ?? [];
      if (lines.length === 0) pending.set(table, lines);
      lines.push(values.map(fieldText).join("\t"));
      counted.set(table, (counted.get(table) ?? 0) + 1);
      await giveWay();
      if (lines.length < insertRows || pending.get(table) !== lines) return;
      pending.delete(table);
      await insert(table, lines);
    },
    async flush() {
      const rest = [...pending];
      pending.clear();
      for (const [table, lines] of rest) await insert(table, lines);
    },
    rows: (table) => counted.get(table) ?? 0,
  };
}

const escapes: Record<string, string> = { "\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\", "\0": "\\0" };
const escaped = (text: string): string => text.replace(/[\t\n\r\\\0]/g, (char) => escapes[char] ?? char);
/** Within a list a text has quotes. */
const quoted = (text: string): string => `'${text.replace(/[\\'\t\n\r\0]/g, (char) => escapes[char] ?? `\\${char}`)}'`;

function fieldText(value: ResultValue): string {
  if (value === null) return "\\N";
  if (typeof value === "string") return escaped(value);
  if (typeof value === "number") return String(value);
  return `[${value.map((item) => (typeof item === "string" ? quoted(item) : String(item))).join(",")}]`;
}
