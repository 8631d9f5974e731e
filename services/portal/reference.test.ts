import { afterAll, beforeAll, expect, test } from "vitest";
import type { ApiDocument } from "#http/api/api-document.ts";
import { ruleExamples } from "#records/rule-examples.ts";
import { readingRules } from "#collectors/checking/reading-rules.ts";
import { rules } from "#schema/rules.ts";
import { openPortalWorld, type PortalWorld } from "#test/support/portal/portal-world.ts";
import { frenchOperations } from "./texts/french-operations.ts";

let world: PortalWorld;
let document: ApiDocument;
beforeAll(async () => {
  world = await openPortalWorld();
  document = await world.api.must("GET", "/v1/openapi.json");
});
afterAll(() => world.close());

const operationIds = (): string[] =>
  Object.values(document.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));

test("the reference has every operation and every schema, open to everybody, and every link within it leads somewhere", async () => {
  const { status, text } = await world.visit("/reference");
  expect(status).toBe(200);
  const ids = new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  const wanted = [...operationIds(), ...Object.keys(document.components.schemas).map((name) => `schema-${name}`)];
  expect(wanted.filter((id) => !ids.has(id))).toEqual([]);
  const links = [...text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  expect(links.filter((id) => !ids.has(id))).toEqual([]);
});

test("the reference shows what is in examples as text, never as markup", async () => {
  const { text } = await world.visit("/reference");
  expect(text).toContain("/v1/agencies/{agency}/pushes/{push_id}");
  expect(text).toContain("&quot;benefits-triage&quot;");
  expect(text).not.toContain("<script");
});

test("French has a summary of every operation and of no other", () => {
  expect(Object.keys(frenchOperations).sort()).toEqual(operationIds().sort());
});

test("a warning of a filing leads to the page of its rule, in the language of whoever reads", async () => {
  const { text } = await world.visit("/agencies/nl-tax/pushes", { as: "officer of nl-tax" });
  expect(text).toMatch(/<a href="\/rules\/list-not-reported">\s*<code>list-not-reported<\/code>/);
  expect(text).toMatch(/<a href="\/rules\/date-approximate">\s*<code>date-approximate<\/code>/);
  const page = await world.visit("/rules/list-not-reported");
  expect([page.status, page.text.includes(rules["list-not-reported"].remedy)]).toEqual([200, true]);
  expect((await world.visit("/rules/list-not-reported", { language: "fr" })).text).toContain("Que faire");
});

test("the page of a rule shows wrong and right as they are written, and what check --fix does, in both languages", async () => {
  const { wrong, right } = ruleExamples["not-nfc"];
  for (const language of ["en", "fr"] as const) {
    const { text } = await world.visit("/rules/not-nfc", { language });
    for (const example of [wrong, right]) expect(text).toContain(`<code>${example.replaceAll('"', "&quot;")}</code>`);
    expect(text).toContain("<code>check --fix</code>: It writes the text in Normalization Form C");
  }
  const { text } = await world.visit("/rules/list-not-reported");
  expect(text).toContain("<em>not reported</em>");
  expect((await world.visit("/rules/validity-empty")).text).toContain("takes nothing out of <code>EVAL_GAP</code>.");
});

test("a code of reading has the page that check speaks of, with the mapping by which its example is wrong", async () => {
  const { text } = await world.visit("/rules/date-approximate");
  for (const part of ["a month without a day", "date: [YYYY-MM-DD, YYYY-MM]", "a,Triage,2025-02-03", "A warning"])
    expect(text.toLowerCase()).toContain(part.toLowerCase());
  const { status, text: page } = await world.api.call("GET", "/docs/rules/date-approximate");
  expect([status, page]).toEqual([200, expect.stringContaining(readingRules["date-approximate"].meaning)]);
});

test.each([...Object.keys(rules), ...Object.keys(readingRules)])(
  "rule %s has a page in both languages",
  async (code) => {
    for (const language of ["en", "fr"] as const)
      expect((await world.visit(`/rules/${code}`, { language })).status).toBe(200);
  },
);

test("a rule that there is not has none", async () => {
  for (const code of ["nothing", "toString"]) expect((await world.visit(`/rules/${code}`)).status).toBe(404);
});
