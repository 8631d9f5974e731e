import type { Sql, Transaction } from "#db/postgres.ts";
import { copies } from "./parties.ts";

/** What becomes of a column in the copy of that number; every other column stays as it is. */
const copiedColumns: Readonly<Record<string, string>> = {
  agency: "regexp_replace(agency, '^a0-', 'a' || copy || '-')",
  sequence: `sequence * ${copies} + copy`,
  content_id: `content_id * ${copies} + copy`,
  content_ids: `ARRAY(SELECT id * ${copies} + copy FROM unnest(content_ids) WITH ORDINALITY AS listed (id, place) ORDER BY place)`,
  received_at: "received_at + copy * interval '1 millisecond'",
  projected_at: "received_at + copy * interval '1 millisecond'",
  push_id: "md5(push_id::text || copy)::uuid",
};

/** Tables of which every copy has rows. Bodies as sent, receipts and the audit are left out: no goal reads them. */
const copiedTables = ["push", "content", "listing"] as const;

/** Turns a ledger of the pattern agencies into one of all their copies, each with filings of its own. */
export async function copyLedger(sql: Sql): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction`SET LOCAL statement_timeout = 0`;
    await transaction`SET LOCAL session_replication_role = replica`; // references hold again when all is copied
    await transaction`SET LOCAL maintenance_work_mem = '256MB'`;
    const tables = ["ledger_entry", "registry_change", ...copiedTables] as const;
    for (const table of tables)
      await transaction`CREATE TEMP TABLE ${transaction(`pattern_${table}`)} ON COMMIT DROP AS TABLE ${transaction(table)}`;
    await transaction`TRUNCATE ledger_entry CASCADE`;
    await transaction`TRUNCATE content, listing, audit`;
    const copiers = await Promise.all(tables.map(async (table) => await copierOf(transaction, table)));
    // Copy by copy, so that what is inserted together lies together in every index.
    for (let copy = 0; copy < copies; copy += 1) for (const copyRows of copiers) await copyRows(copy);
    await transaction`SELECT setval(pg_get_serial_sequence('content', 'content_id'), (SELECT max(content_id) FROM content))`;
  });
  await sql`VACUUM ANALYZE`;
}

/** A function that inserts the rows of one copy. */
async function copierOf(
  transaction: Transaction,
  table: "ledger_entry" | "registry_change" | (typeof copiedTables)[number],
): Promise<(copy: number) => Promise<void>> {
  const columns = await transaction<{ name: string }[]>`
    SELECT column_name AS name FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = ${table} ORDER BY ordinal_position`;
  const names = columns.map(({ name }) => name);
  const selected = names.map((name) => copiedColumns[name] ?? name);
  const sql = `INSERT INTO ${table} (${names.join(", ")}) OVERRIDING SYSTEM VALUE
    SELECT ${selected.join(", ")} FROM pattern_${table}, (SELECT $1::int AS copy) AS numbered
    WHERE copy = 0 OR ${conditions[table] ?? "true"}`;
  return async (copy) => void (await transaction.unsafe(sql, [copy]));
}

/** Rows that there are of more than the first copy: the registry is not an agency's. */
const conditions: Readonly<Record<string, string>> = { ledger_entry: "kind = 'push'", registry_change: "false" };
