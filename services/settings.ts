import { z } from "zod";
import { defaultLimits, type Limits } from "#schema/limits.ts";

/** Every variable of the environment, as texts become values. docs/configuration.md is made from this. */

const wholeNumber = (least: number, most = Number.MAX_SAFE_INTEGER) => {
  const error = `expected a whole number of at least ${least}${most === Number.MAX_SAFE_INTEGER ? "" : ` and at most ${most}`}`;
  return z
    .string({ error })
    .regex(/^\d{1,16}$/, { error })
    .transform(Number)
    .refine((value) => value >= least && value <= most, { error });
};

const share = (() => {
  const error = "expected a number from 0 to 1";
  return z
    .string({ error })
    .regex(/^(?:0|1|0?\.\d+|0\.\d+|1\.0+)$/, { error })
    .transform(Number);
})();

const url = (...protocols: string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    error: `expected a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`,
  });

const file = z.string().optional();

/** The limits of #schema/limits.ts by the names of their variables. */
export const limitSettings = {
  LIMIT_BODY_BYTES: "body_bytes",
  LIMIT_UNCOMPRESSED_BYTES: "uncompressed_bytes",
  LIMIT_RATIO: "ratio",
  LIMIT_WORKLOADS: "workloads",
  LIMIT_RECORD_BYTES: "record_bytes",
  LIMIT_PUTS_PER_MINUTE: "puts_per_minute",
  LIMIT_CONCURRENT_PUSHES: "concurrent_pushes",
  LIMIT_BYTES_IN_FLIGHT: "bytes_in_flight",
  HEADERS_TIMEOUT_MS: "headers_timeout_ms",
  REQUEST_TIMEOUT_MS: "request_timeout_ms",
  LEAST_BYTES_PER_SECOND: "least_bytes_per_second",
  SHRINK_GUARD_SHARE: "shrink_guard_share",
  FREE_DISK_BYTES_MIN: "free_disk_bytes_min",
  VALIDATION_WORKERS: "validation_workers",
} as const satisfies Record<string, keyof Limits>;

type LimitNotNamed = Exclude<keyof Limits, (typeof limitSettings)[keyof typeof limitSettings]>;
// Fails to compile when a limit has no variable.
true satisfies [LimitNotNamed] extends [never] ? true : never;

const limit = <T extends z.ZodType>(schema: T, name: keyof Limits) =>
  schema.default(defaultLimits[name] as z.output<T> & z.core.util.NoUndefined<z.output<T>>);

export const settings = {
  TARGET: z
    .enum(["all", "api", "projector"])
    .default("all")
    .describe("What this process does. Others than `all` need both CLICKHOUSE_URL and DATABASE_URL."),
  HOST: z
    .string()
    .default("127.0.0.1")
    .describe("Address to listen on; `0.0.0.0` for all, behind a proxy that ends TLS."),
  PORT: wholeNumber(0, 65_535).default(8080).describe("Port of the API and the portal; 0 takes any free one."),
  GATEWAY: z
    .enum(["on", "off"])
    .default("on")
    .describe(
      "Whether Grafana may read the embedded engine here. With CLICKHOUSE_URL there is no gateway: Grafana then talks to that server.",
    ),
  GATEWAY_HOST: z.string().default("127.0.0.1").describe("Address on which the gateway listens."),
  GATEWAY_PORT: wholeNumber(0, 65_535).default(8123).describe("Its port; 0 takes any free one."),
  GATEWAY_PATH: z
    .string()
    .regex(/^\/[\w./-]*$/, { error: "expected a path that begins with /" })
    .default("/")
    .describe("A path that takes statements besides `/`, for a proxy that passes it on."),
  GATEWAY_QUERIES: wholeNumber(1, 8)
    .default(1)
    .describe(
      "Statements that the gateway runs at the same time; others wait. Each holds a processor core while it runs.",
    ),
  METRICS_HOST: z
    .string()
    .default("127.0.0.1")
    .describe(
      "Address on which `/metrics` is served; whoever reaches it reads today's indicators of the coalition and members.",
    ),
  METRICS_PORT: wholeNumber(0, 65_535)
    .default(9464)
    .describe(
      "Port of metrics; 0 takes any free one. When it is taken the service runs without and says so in the log.",
    ),
  ALLOWED_HOSTS: z
    .string()
    .transform((names) =>
      names
        .split(",")
        .map((name) => name.trim().toLowerCase())
        .filter(Boolean),
    )
    .default([])
    .describe(
      "Names that a Host header may have, separated by commas. Unset: only loopback names while HOST is loopback (against DNS rebinding), any name otherwise.",
    ),
  DATA_DIR: z
    .string()
    .default("./data")
    .describe("Folder of the embedded stores and of secrets; one process at a time."),
  CLICKHOUSE_URL: url("http:", "https:")
    .optional()
    .describe("A ClickHouse server. Unset: the embedded engine in DATA_DIR."),
  CLICKHOUSE_USER: z.string().optional().describe("Its user; `default` unless set."),
  CLICKHOUSE_PASSWORD: z.string().optional().describe("Its password."),
  CLICKHOUSE_PASSWORD_FILE: file.describe("A file with the password, instead of CLICKHOUSE_PASSWORD."),
  CLICKHOUSE_DATABASE: z
    .string()
    .regex(/^[A-Za-z_]\w{0,63}$/, { error: "expected letters, digits and underscores, not beginning with a digit" })
    .default("sparewheel")
    .describe("Database in it."),
  DATABASE_URL: url("postgres:", "postgresql:")
    .optional()
    .describe("A PostgreSQL server, version 15 or later. Unset: the embedded server in DATA_DIR."),
  KEY_PEPPER_FILE: file.describe(
    "The pepper of stored keys, at least 32 bytes. Unset: `DATA_DIR/secrets/pepper`, made at the first start.",
  ),
  RECEIPT_KEY_FILE: file.describe(
    "The Ed25519 key that signs receipts, PKCS 8 in PEM. Unset: `DATA_DIR/secrets/receipt-key.pem`, made at the first start.",
  ),
  PUBLIC_LEVEL: z
    .enum(["none", "coalition", "member"])
    .default("none")
    .describe("Aggregates that are open without a key: none, the coalition's, or the members' too. Agencies' never."),
  DATA_LABEL: z
    .enum(["none", "synthetic"])
    .default("none")
    .describe("What every page of the portal says of the data: nothing, or that it is made up."),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "silent"])
    .default("info")
    .describe("Least level of the log."),
  LIMIT_BODY_BYTES: limit(wholeNumber(1), "body_bytes").describe("Largest body on the wire."),
  LIMIT_UNCOMPRESSED_BYTES: limit(wholeNumber(1), "uncompressed_bytes").describe("Largest body uncompressed."),
  LIMIT_RATIO: limit(wholeNumber(1), "ratio").describe("Most uncompressed bytes for each byte on the wire."),
  LIMIT_WORKLOADS: limit(wholeNumber(1), "workloads").describe("Most workloads in a push."),
  LIMIT_RECORD_BYTES: limit(wholeNumber(1), "record_bytes").describe("Largest workload."),
  LIMIT_PUTS_PER_MINUTE: limit(wholeNumber(1), "puts_per_minute").describe("PUTs of one agency in a minute."),
  LIMIT_CONCURRENT_PUSHES: limit(wholeNumber(1), "concurrent_pushes").describe("Pushes of one agency at once."),
  LIMIT_BYTES_IN_FLIGHT: limit(wholeNumber(1), "bytes_in_flight").describe(
    "Bodies being received at once, beyond it 503.",
  ),
  HEADERS_TIMEOUT_MS: limit(wholeNumber(1), "headers_timeout_ms").describe("Longest wait for the head of a request."),
  REQUEST_TIMEOUT_MS: limit(wholeNumber(1), "request_timeout_ms").describe("Longest wait for a whole request."),
  LEAST_BYTES_PER_SECOND: limit(wholeNumber(0), "least_bytes_per_second").describe(
    "A body that arrives slower is given up.",
  ),
  SHRINK_GUARD_SHARE: limit(share, "shrink_guard_share").describe(
    "A complete push with more than this share fewer workloads than the one before needs a confirmation. 1 turns it off.",
  ),
  FREE_DISK_BYTES_MIN: limit(wholeNumber(0), "free_disk_bytes_min").describe(
    "With less free space in DATA_DIR the server is not ready and takes no push.",
  ),
  VALIDATION_WORKERS: limit(wholeNumber(1, 64), "validation_workers").describe("Threads that validate records."),
} satisfies Record<string, z.ZodType>;
