import { expect, test } from "vitest";
import { settings } from "#services/settings.ts";
import { describeSettings, strangeSettings } from "./describe-settings.ts";

const secret = "c0rrect-horse";
const token = `sw_agency_aB3dE6gH_${"x".repeat(43)}_123456`;
const environment = {
  PORT: "9090",
  DATABASE_URL: `postgres://keeper:${secret}@db.example:5432/sparewheel?sslpassword=${secret}`,
  CLICKHOUSE_URL: `https://reader:${secret}@clickhouse.example`,
  CLICKHOUSE_PASSWORD: secret,
  SPAREWHEEL_KEY: token,
};

test("every setting is there, with where its value comes from", () => {
  const described = describeSettings(environment, { isRedacted: true });
  expect(described.map(({ name }) => name)).toEqual(
    expect.arrayContaining([...Object.keys(settings), "SPAREWHEEL_KEY"]),
  );
  const bySource = Object.fromEntries(described.map(({ name, source, value }) => [name, [source, value]]));
  expect(bySource["PORT"]).toEqual(["environment", "9090"]);
  expect(bySource["HOST"]).toEqual(["default", "127.0.0.1"]);
  expect(bySource["RECEIPT_KEY_FILE"]).toEqual(["not set", null]);
});

test("redacted, no secret is in it, and what tells keys and servers apart still is", () => {
  const text = JSON.stringify(describeSettings(environment, { isRedacted: true }));
  expect(text).not.toContain(secret);
  expect(text).not.toContain("xxxx");
  expect(text).toContain("sw_agency_aB3dE6gH_…");
  expect(text).toContain("postgres://keeper:…@db.example:5432/sparewheel");
  expect(JSON.stringify(describeSettings(environment, { isRedacted: false }))).toContain(secret);
});

test("a key that is none and a URL that is none are not shown either", () => {
  const broken = { SPAREWHEEL_KEY: "my secret", DATABASE_URL: `${secret}@host` };
  expect(JSON.stringify(describeSettings(broken, { isRedacted: true }))).not.toMatch(/my secret|c0rrect/);
});

test("misspelt settings are told with the one that was meant, and other programs' variables are not", () => {
  const found = strangeSettings({
    DATABSE_URL: "x",
    LOGLEVEL: "x",
    SPAREWHEEL_SERVER: "x",
    SPAREWHEEL_SOURCE_HOST: "x",
    PATH: "x",
    HOSTNAME: "x",
    PORT: "1",
    TERM: "x",
  });
  expect(found).toEqual([
    { name: "DATABSE_URL", meant: "DATABASE_URL" },
    { name: "LOGLEVEL", meant: "LOG_LEVEL" },
    { name: "SPAREWHEEL_SERVER", meant: null },
  ]);
});
