/** Of a request: by Basic authentication, or in ClickHouse's own headers. Undefined when it has none that can be read. */
export function credentialsOf(headers: Headers): { user: string; password: string } | undefined {
  const [user, password] = [headers.get("x-clickhouse-user"), headers.get("x-clickhouse-key")];
  if (user !== null && password !== null) return { user, password };
  const basic = /^Basic +([A-Za-z0-9+/=]+) *$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (basic === undefined) return undefined;
  const text = Buffer.from(basic, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}
