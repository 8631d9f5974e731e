import postgres from "postgres";

/** Where the embedded server listens: a folder for the socket, no password, no TCP. */
export type SocketConnection = { host: string; port: number; user: string; database: string };
/** A server's URL, or the embedded one's folder. */
export type PostgresAddress = { url: string } | { embedded: SocketConnection };
export type Sql = postgres.Sql<{ int8: number }>;
export type Transaction = postgres.TransactionSql<{ int8: number }>;

const connectTimeoutSeconds = 10;
const statementTimeoutMs = 60_000;
const idleInTransactionTimeoutMs = 60_000;

const oid = { int8: 20, json: 114, date: 1082, timestamptz: 1184, jsonb: 3802 } as const;

/**
 * A pool of connections that speaks our vocabulary: a `date` is `YYYY-MM-DD`, a `timestamptz` is RFC 3339 in UTC with
 * milliseconds, neither ever a `Date`; an `int8` is a number, which is exact because our sequences stay below 2^53
 * and anything above throws.
 */
export function openPostgres(options: PostgresAddress, { maxConnections }: { maxConnections: number }): Sql {
  const settings = {
    max: maxConnections,
    connect_timeout: connectTimeoutSeconds,
    onnotice: () => {}, // "relation already exists, skipping" and the like
    connection: {
      application_name: "sparewheel",
      TimeZone: "UTC",
      DateStyle: "ISO",
      synchronous_commit: "on", // an answer means that it is durable, whatever the server's own setting
      statement_timeout: statementTimeoutMs,
      idle_in_transaction_session_timeout: idleInTransactionTimeoutMs,
    },
    types: {
      int8: { to: oid.int8, from: [oid.int8], serialize: String, parse: exactNumber },
      date: { to: oid.date, from: [oid.date], serialize: String, parse: String },
      timestamptz: { to: oid.timestamptz, from: [oid.timestamptz], serialize: instantText, parse: rfc3339 },
      json: { to: oid.jsonb, from: [oid.json, oid.jsonb], serialize: jsonText, parse: parseJson },
    },
  } satisfies postgres.Options<Record<string, postgres.PostgresType>>;
  return "url" in options ? postgres(options.url, settings) : postgres({ ...options.embedded, ...settings });
}

function exactNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`the int8 ${text} does not fit a number`);
  return value;
}

// Postgres prints `2026-11-21 09:30:00.123456+00` when the session's zone is UTC.
const printed = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/;

function rfc3339(text: string): string {
  const [, day, time, fraction = ""] = printed.exec(text) ?? [];
  if (day === undefined) throw new RangeError(`the timestamp ${text} is not a day of the years 0001 to 9999 in UTC`);
  return `${day}T${time}.${fraction.slice(0, 3).padEnd(3, "0")}Z`;
}

const instantText = (value: string | Date): string => (value instanceof Date ? value.toISOString() : value);

// drizzle hands over JSON it has already written, so a string is taken as JSON text.
const jsonText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
const parseJson = (text: string): unknown => JSON.parse(text) as unknown;
