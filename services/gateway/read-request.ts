import { GatewayException } from "./exception.ts";

/** What a request asks for, apart from who asks. */
export type StatementRequest = {
  sql: string;
  queryId: string | undefined;
  /** What the sender waits for at most; undefined when it does not say. */
  seconds: number | undefined;
  /** Most rows; 0 is no limit. */
  limit: number;
};

const parameters = new Set([
  "max_execution_time",
  "query_id",
  "limit",
  "database",
  "client_protocol_version",
  "default_format",
]);

/** Reads and checks the address and the body; `database` is the one that all keys call theirs. */
export async function readStatement(
  request: Request,
  { database, sqlBytes }: { database: string; sqlBytes: number },
): Promise<StatementRequest> {
  const { searchParams } = new URL(request.url);
  const unknown = [...searchParams.keys()].find((name) => !parameters.has(name));
  if (unknown !== undefined)
    throw new GatewayException("READONLY", `Cannot modify '${printable(unknown)}' setting in readonly mode`);
  const format = searchParams.get("default_format") ?? "Native";
  if (format !== "Native")
    throw new GatewayException("UNKNOWN_FORMAT", `Unknown format ${printable(format)}: answers are Native`);
  const wanted = searchParams.get("database") ?? "";
  if (!["", "default", database].includes(wanted))
    throw new GatewayException("UNKNOWN_DATABASE", `Database ${printable(wanted)} does not exist`);
  const queryId = searchParams.get("query_id") ?? undefined;
  if (queryId !== undefined && !/^[\w-]{1,64}$/.test(queryId)) throw refusedParameter("query_id");
  const type = request.headers.get("content-type") ?? "";
  const encoding = request.headers.get("content-encoding") ?? "identity";
  if (type.includes("multipart") || encoding !== "identity")
    throw new GatewayException("NOT_IMPLEMENTED", "A statement is the body of a POST, as plain text");
  return {
    sql: await readSql(request, sqlBytes),
    queryId,
    seconds: wholeNumber(searchParams, "max_execution_time"),
    limit: wholeNumber(searchParams, "limit") ?? 0,
  };
}

async function readSql(request: Request, maxBytes: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of request.body ?? []) {
    length += part.length;
    if (length > maxBytes)
      throw new GatewayException("QUERY_IS_TOO_LARGE", `The statement is too large, maximum: ${maxBytes} bytes`);
    parts.push(part);
  }
  let sql: string;
  try {
    sql = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(parts));
  } catch {
    throw new GatewayException("SYNTAX_ERROR", "Syntax error: the statement is not UTF-8");
  }
  // Some parsers end at a zero byte, others do not.
  if (/[^\P{Cc}\t\n\r]/u.test(sql))
    throw new GatewayException("SYNTAX_ERROR", "Syntax error: the statement has control characters");
  if (sql.trim() === "") throw new GatewayException("SYNTAX_ERROR", "Syntax error: Empty query");
  return sql;
}

function wholeNumber(parameters: URLSearchParams, name: string): number | undefined {
  const text = parameters.get(name);
  if (text === null) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw refusedParameter(name);
  return Number(text) || undefined; // 0 is ClickHouse's "no limit"
}

const refusedParameter = (name: string): GatewayException =>
  new GatewayException("READONLY", `The value of ${name} is not one that is taken here`);

const printable = (text: string): string => text.replace(/[^\w.-]/g, "?").slice(0, 64);
