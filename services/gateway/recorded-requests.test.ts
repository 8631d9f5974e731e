import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type GatewayWorld, openGatewayWorld, unpacked } from "#test/support/gateway-world.ts";
import { decodeNative } from "#test/support/native-decoder.ts";
import { type RawAnswer, rawRequest } from "#test/support/raw-request.ts";

/** Requests of a real Grafana with the real plugin, and what it was answered then. */
type Recorded = {
  request: { method: string; url: string; headers: string[]; body: string };
  answer: { status: number; bytes_hex?: string; length: number };
};

const file = join(import.meta.dirname, "../../test/fixtures/grafana/requests.ndjson");
const recorded = readFileSync(file, "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Recorded);

let world: GatewayWorld;
beforeAll(async () => {
  world = await openGatewayWorld({ catalogue: { database: "sw", views: new Set(["v_indicator"]) } });
  await world.clickhouse.write.command(
    `CREATE VIEW sparewheel_readers.v_indicator DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
     SELECT date AS d, toLowCardinality(member) AS member, code, value, value AS lower, value AS upper FROM @db.results`,
  );
});
afterAll(() => world.close());

async function replay({ request }: Recorded): Promise<RawAnswer> {
  const pairs = request.headers.map((name, at) => [name.toLowerCase(), request.headers[at + 1]!] as const);
  const { host: _, ...headers } = Object.fromEntries(pairs.filter((_pair, at) => at % 2 === 0));
  // The password of then was `x`; any other was wrong.
  const isRight = Buffer.from(headers.authorization!.slice("Basic ".length), "base64").toString() === "grafana:x";
  const password = isRight ? world.keys.all : "wrong";
  headers.authorization = `Basic ${Buffer.from(`grafana:${password}`).toString("base64")}`;
  return await rawRequest(world.url + request.url, {
    method: request.method,
    headers,
    pieces: [Buffer.from(request.body)],
  });
}

const find = (part: string): Recorded => recorded.find(({ request }) => request.body.includes(part))!;
const decoded = (answer: RawAnswer) => decodeNative(unpacked(answer.bytes, answer.headers["content-encoding"]));

test("every recorded request gets the status that it got then", async () => {
  expect(recorded).toHaveLength(11);
  const statuses = [];
  for (const each of recorded) statuses.push((await replay(each)).status);
  expect(statuses).toEqual(recorded.map(({ answer }) => answer.status));
});

test("the first answer on a connection is read with protocol 54460 and asks for plain Native after it", async () => {
  const { names, types, rows } = decodeNative((await replay(find("displayName()"))).bytes, 54460);
  const expected = decodeNative(Buffer.from(find("displayName()").answer.bytes_hex!, "hex"), 54460);
  expect({ names, types }).toEqual({ names: expected.names, types: expected.types });
  expect(rows).toEqual([["sparewheel", expected.rows[0]![1], 0, "UTC"]]);
});

test("the ping and a row of all common types are the very bytes of then", async () => {
  for (const part of ["SELECT 1", "toDate('2026-01-01')"]) {
    expect((await replay(find(part))).bytes.toString("hex")).toBe(find(part).answer.bytes_hex);
  }
});

test("an answer without rows still names its columns and types", async () => {
  expect(decoded(await replay(find("SELECT member, value FROM sw.v_indicator WHERE member='zz'")))).toEqual({
    names: ["member", "value"],
    types: ["LowCardinality(String)", "Nullable(Float64)"],
    rows: [],
  });
  expect(decoded(await replay(find("SELECT toDateTime(d) as time")))).toMatchObject({
    names: ["time", "value"],
    rows: [],
  });
});

test("an alert's statement gives a row a label, and a panel's its series", async () => {
  const alert = decoded(await replay(find("max(value) AS value FROM sw.v_indicator WHERE d =")));
  expect(alert).toMatchObject({ names: ["member", "value"], types: ["LowCardinality(String)", "Nullable(Float64)"] });
  expect(new Set(alert.rows.map(([member]) => member))).toEqual(new Set(["", "be", "nl"]));
  const panel = decoded(await replay(find("avg(value) AS value")));
  expect(panel).toMatchObject({ names: ["time", "member", "value"] });
  expect(panel.rows.length).toBeGreaterThan(700);
});

test("errors are ClickHouse's: number, name and status, as text", async () => {
  for (const [part, code, name] of [
    ["SELEC 1", 62, "SYNTAX_ERROR"],
    ["SELECT * FROM sw.nope", 60, "UNKNOWN_TABLE"],
  ] as const) {
    const { text, headers } = await replay(find(part));
    expect(text).toMatch(new RegExp(`^Code: ${code}\\. DB::Exception: [^]+ \\(${name}\\)\\n$`));
    expect(headers).toMatchObject({ "x-clickhouse-exception-code": String(code), "content-type": /text\/plain/ });
  }
  const wrongPassword = recorded.find(({ answer }) => answer.status === 403)!;
  const said = Buffer.from(wrongPassword.answer.bytes_hex!, "hex").toString();
  const { text, headers } = await replay(wrongPassword);
  expect(headers["x-clickhouse-exception-code"]).toBe("516");
  expect(text.replace(/ \(version [^]*/, "")).toBe(said.replace(/ \(AUTHENTICATION_FAILED\)[^]*/, ""));
});

test("a long answer is packed for those who take it, and says what it is", async () => {
  const ask = (headers: Record<string, string>) =>
    rawRequest(`${world.url}/?query_id=q-1`, {
      method: "POST",
      headers: { "x-clickhouse-user": "grafana", "x-clickhouse-key": world.keys.all, ...headers },
      pieces: [Buffer.from("SELECT d, value FROM v_indicator")],
    });
  const [packed, plain] = [await ask({ "accept-encoding": "gzip" }), await ask({})];
  expect(packed.headers).toMatchObject({
    "content-encoding": "gzip",
    "x-clickhouse-format": "Native",
    "x-clickhouse-query-id": "q-1",
    "x-clickhouse-timezone": "UTC",
    "x-clickhouse-server-display-name": "sparewheel",
  });
  expect(plain.headers["content-encoding"]).toBeUndefined();
  expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 2);
  expect(unpacked(packed.bytes, "gzip")).toEqual(plain.bytes);
  expect(decodeNative(plain.bytes).rows).toHaveLength(5840);
});
