/** What may stand for a `{name:Type}` placeholder. Instants are RFC 3339 text, days are `YYYY-MM-DD`. */
export type QueryParameter = string | number | bigint | boolean | null | readonly QueryParameter[];
export type QueryParameters = Readonly<Record<string, QueryParameter>>;

const placeholder = /\{\s*([A-Za-z_]\w*)\s*:\s*([A-Za-z][^{}]*)\}/g;

/**
 * The values of a statement, checked against its placeholders.
 *
 * A session remembers the parameters of earlier statements, so a forgotten one would be answered with an old value
 * instead of an error; that is why every placeholder must have its value here, and every value its placeholder.
 */
export function checkParameters(sql: string, parameters: QueryParameters): QueryParameters {
  const types = new Map([...sql.matchAll(placeholder)].map(([, name, type]) => [String(name), String(type)]));
  const missing = [...types.keys()].filter((name) => parameters[name] === undefined);
  const unused = Object.keys(parameters).filter((name) => !types.has(name));
  if (missing.length > 0) throw new Error(`the statement has no value for ${missing.join(", ")}`);
  if (unused.length > 0) throw new Error(`the statement has no placeholder for ${unused.join(", ")}`);
  return Object.fromEntries([...types].map(([name, type]) => [name, fit(parameters[name] ?? null, type)]));
}

/** `SET param_a = '…', param_b = '…'` for an engine that takes parameters only as statements. */
export function setParameters(parameters: QueryParameters): string {
  const assignments = Object.entries(parameters).map(([name, value]) => `param_${name} = ${quote(escaped(value))}`);
  return assignments.length === 0 ? "" : `SET ${assignments.join(", ")};\n`;
}

// The parser of DateTime parameters does not know the Z of RFC 3339; without it, it reads the column's zone, UTC.
function fit(value: QueryParameter, type: string): QueryParameter {
  if (!type.includes("DateTime")) return value;
  if (typeof value === "string") return value.replace(/Z$/, "");
  return Array.isArray(value) ? value.map((item) => fit(item, type)) : value;
}

/** The value in the engine's escaped text form, the same one that HTTP carries in `param_…`. */
function escaped(value: QueryParameter): string {
  if (value === null) return "\\N";
  if (typeof value === "string") return backslashed(value);
  if (typeof value === "boolean") return value ? "1" : "0";
  return element(value);
}

function element(value: QueryParameter): string {
  if (value === null) return "NULL";
  if (typeof value === "string") return `'${backslashed(value)}'`;
  if (typeof value === "boolean") return value ? "true" : "false";
  if (typeof value === "number" && !Number.isFinite(value)) throw new Error(`${value} is not a query parameter`);
  return typeof value === "object" ? `[${value.map(element).join(",")}]` : String(value);
}

const escapes: Record<string, string> = {
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\0": "\\0",
  "'": "\\'",
  "\\": "\\\\",
};
const backslashed = (text: string): string => text.replace(/[\t\n\r\0'\\]/g, (char) => escapes[char] ?? char);

const quote = (text: string): string => `'${text.replace(/['\\]/g, "\\$&")}'`;
