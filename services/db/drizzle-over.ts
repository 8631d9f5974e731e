import { DrizzleQueryError } from "drizzle-orm";
import { PgDatabase, PgDialect, type PreparedQueryConfig } from "drizzle-orm/pg-core";
import { type PostgresJsQueryResultHKT, PostgresJsSession } from "drizzle-orm/postgres-js";
import type { Sql, Transaction } from "#db/postgres.ts";

/** Statements only: a transaction begins on the client, `sql.begin(…)`. */
type Drizzle = Pick<
  PgDatabase<PostgresJsQueryResultHKT>,
  "select" | "selectDistinctOn" | "insert" | "update" | "delete"
>;

const dialect = new PgDialect();

/**
 * drizzle's query builder over a client or a transaction, for the tables of `tables.ts`. It keeps nothing and costs two
 * small objects, so it is made where a statement is. `drizzle()` itself would replace the client's rules for dates and
 * JSON, for everybody.
 */
export function drizzleOver(sql: Sql | Transaction): Drizzle {
  // Of a client a session only asks `unsafe`, which a transaction has too.
  return new PgDatabase(dialect, new Session(sql as Sql, dialect, undefined), undefined);
}

type PrepareArguments<T extends PreparedQueryConfig> = Parameters<typeof PostgresJsSession.prototype.prepareQuery<T>>;

/** Statements behave as those written as text do. */
class Session extends PostgresJsSession<Sql, Record<string, never>, Record<string, never>> {
  override prepareQuery<T extends PreparedQueryConfig>(...[query, fields, name, ...rest]: PrepareArguments<T>) {
    // With any name the driver prepares the statement once a connection; without, it waits for a description each time.
    const statement = super.prepareQuery<T>(query, fields, name ?? "", ...rest);
    const execute = statement.execute.bind(statement);
    statement.execute = async (values) => {
      try {
        return await execute(values);
      } catch (error) {
        // drizzle's own error would carry every value of the statement in its message, and so into logs.
        throw error instanceof DrizzleQueryError ? error.cause : error;
      }
    };
    return statement;
  }
}
