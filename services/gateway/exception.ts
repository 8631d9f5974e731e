/**
 * The errors that a ClickHouse server would give, as far as the gateway gives any: number, name and HTTP status. What the engine
 * says itself under another number is the statement's fault, but for those of `internal`.
 */
const exceptions = {
  UNKNOWN_IDENTIFIER: { code: 47, status: 404 },
  UNKNOWN_FUNCTION: { code: 46, status: 404 },
  NOT_IMPLEMENTED: { code: 48, status: 501 },
  UNKNOWN_TYPE: { code: 50, status: 404 },
  UNKNOWN_TABLE: { code: 60, status: 404 },
  SYNTAX_ERROR: { code: 62, status: 400 },
  UNKNOWN_AGGREGATE_FUNCTION: { code: 63, status: 404 },
  UNKNOWN_FORMAT: { code: 73, status: 404 },
  UNKNOWN_DATABASE: { code: 81, status: 404 },
  UNKNOWN_SETTING: { code: 115, status: 404 },
  TOO_MANY_ROWS: { code: 158, status: 500 },
  TIMEOUT_EXCEEDED: { code: 159, status: 408 },
  TOO_SLOW: { code: 160, status: 408 },
  READONLY: { code: 164, status: 403 },
  TOO_MANY_SIMULTANEOUS_QUERIES: { code: 202, status: 503 },
  NETWORK_ERROR: { code: 210, status: 503 },
  MEMORY_LIMIT_EXCEEDED: { code: 241, status: 500 },
  QUERY_WAS_CANCELLED: { code: 394, status: 500 },
  TOO_MANY_ROWS_OR_BYTES: { code: 396, status: 500 },
  QUERY_IS_TOO_LARGE: { code: 425, status: 413 },
  ACCESS_DENIED: { code: 497, status: 403 },
  AUTHENTICATION_FAILED: { code: 516, status: 403 },
  UNKNOWN_EXCEPTION: { code: 1002, status: 500 },
} as const satisfies Record<string, { code: number; status: number }>;

export type ExceptionName = keyof typeof exceptions;

/** The engine's own defects and its disk; their texts name files and addresses, so readers get none of them. */
const internal = new Set([49, 74, 75, 76, 173, 243, 252, 271, 341, 1000, 1001, 1002]);

/** An answer in ClickHouse's form instead of rows. */
export class GatewayException extends Error {
  override readonly name = "GatewayException";
  readonly code: number;
  readonly label: string;
  readonly status: number;

  constructor(label: ExceptionName, message: string, options?: ErrorOptions);
  constructor(label: string, message: string, options: ErrorOptions & { code: number; status: number });
  constructor(label: string, message: string, options: ErrorOptions & { code?: number; status?: number } = {}) {
    super(message, options);
    const known = exceptions[label as ExceptionName]; // undefined for what only the engine knows
    this.label = label;
    this.code = options.code ?? known.code;
    this.status = options.status ?? known.status;
  }

  /** What the driver reads. */
  text(): string {
    return `Code: ${this.code}. DB::Exception: ${this.message} (${this.label})`;
  }
}

export const denied = (message: string): GatewayException => new GatewayException("ACCESS_DENIED", message);

const engineText = /^(?:Code: \d+\. DB::Exception: )*Code: (\d+)\. DB::Exception: ([^]*?)\s*\(([A-Z_0-9]+)\)\s*$/;

/**
 * What the engine said, as a reader may hear it: under the names that the reader knows, without hints at tables that belong to
 * others and without what the gateway wrote around the statement.
 */
export function exceptionOfEngine(error: unknown, rename: ReadonlyMap<string, string>): GatewayException {
  const [, number = "", said = "", label = ""] = engineText.exec(messageOf(error)) ?? [];
  const code = Number(number);
  if (label === "" || internal.has(code))
    return new GatewayException("UNKNOWN_EXCEPTION", "The statement could not be executed.", { cause: error });
  let message = said
    .replace(/(?: \([A-Z_]+\))? \(version [\d.]+\)\.?/g, "")
    .replace(/: ?In scope SELECT formatQuerySingleLine[^]*$/, ".")
    .replace(/ ?Maybe you meant:? [^]*$/, "");
  for (const [from, to] of rename) message = message.replaceAll(from, to);
  const status = exceptions[label as ExceptionName]?.status ?? 400;
  return new GatewayException(label, message, { code, status, cause: error });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
