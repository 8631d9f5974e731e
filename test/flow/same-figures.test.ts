import { afterAll, beforeAll, expect, test } from "vitest";
import { catalogue } from "#indicators/catalogue.ts";
import { openDemonstration } from "#test/support/demonstration.ts";
import { askGateway } from "#test/support/gateway-world.ts";
import { decodeNative } from "#test/support/native-decoder.ts";
import { parseOpenMetrics } from "#test/support/open-metrics.ts";
import type { TestPlatform } from "#test/support/test-platform.ts";
import { makeKey } from "#test/support/world.ts";

type Share = { value: number | null; lower: number | null; upper: number | null };

const shareCodes = catalogue.filter(({ form }) => form === "share").map(({ code }) => code);
const bounds = ["value", "lower", "upper"] as const;
const today = new Date().toISOString().slice(0, 10);

let server: TestPlatform;
/** What the API says today of the coalition and its members: `group code bound` to a number, or null for none. */
const expected = new Map<string, number | null>();

beforeAll(async () => {
  server = await openDemonstration({ PUBLIC_LEVEL: "member" });
  const { figures } = await server.api.must<{ figures: Record<string, Record<string, Share>> }>(
    "GET",
    `/v1/figures?date=${today}`,
  );
  for (const [group, codes] of Object.entries(figures))
    if (group === "coalition" || group.startsWith("member:"))
      for (const code of shareCodes)
        for (const bound of bounds) expected.set(`${group} ${code} ${bound}`, codes[code]?.[bound] ?? null);
}, 240_000);
afterAll(() => server.close());

const groupName = (kind: string, id: string): string => (kind === "coalition" ? kind : `${kind}:${id}`);
const known = (): Map<string, number | null> => new Map([...expected].filter(([, value]) => value !== null));

test("there is something to compare, and something that nobody reported", () => {
  expect(known().size).toBeGreaterThan(100);
  expect(new Set(expected.values())).toContain(null);
});

test("Grafana's gateway says what the API says, to the last digit", async () => {
  const key = await makeKey(server.api, { kind: "grafana" });
  const answer = await askGateway(
    server.gatewayUrl ?? "",
    `SELECT group_kind, group_id, code, value, lower, upper FROM v_figure
     WHERE is_latest AND unit = 'share' AND group_kind IN ('coalition', 'member')`,
    { key },
  );
  const said = new Map<string, number | null>();
  for (const row of decodeNative(answer.bytes).rows) {
    const [kind, id, code] = row as [string, string, string];
    const numbers = row.slice(3) as (number | null)[];
    bounds.forEach((bound, at) => said.set(`${groupName(kind, id)} ${code} ${bound}`, numbers[at] ?? null));
  }
  expect(said).toEqual(expected);
});

test("so do metrics, which have no sample of what is not known", async () => {
  const families = parseOpenMetrics(await (await fetch(server.metricsUrl ?? "")).text());
  const said = (families.get("sparewheel_indicator")?.samples ?? [])
    .filter(({ labels }) => shareCodes.includes(labels.code ?? ""))
    .map(({ labels: { code, group_kind = "", group_id = "", bound }, value }): [string, number] => [
      `${groupName(group_kind, group_id)} ${code} ${bound}`,
      value,
    ]);
  expect(new Map(said)).toEqual(known());
});

test("so does the portal, in its downloads as in what it shows", async () => {
  const { figures } = (await (await fetch(`${server.api.url}/data/figures.json?date=${today}`)).json()) as {
    figures: Record<string, Record<string, Share>>;
  };
  const said = Object.entries(figures)
    .filter(([group]) => group === "coalition" || group.startsWith("member:"))
    .flatMap(([group, codes]) =>
      shareCodes.flatMap((code) =>
        bounds.map((bound): [string, number | null] => [`${group} ${code} ${bound}`, codes[code]?.[bound] ?? null]),
      ),
    );
  expect(new Map(said)).toEqual(expected);

  const page = await (await fetch(`${server.api.url}/?date=${today}`)).text();
  const percent = new Intl.NumberFormat("en-GB", { style: "percent", minimumFractionDigits: 1 });
  for (const code of ["UNPROTECTED", "ALTERNATIVE_GAP"])
    for (const bound of bounds) expect(page).toContain(percent.format(expected.get(`coalition ${code} ${bound}`) ?? 0));
});
