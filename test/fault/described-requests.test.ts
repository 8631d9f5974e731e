import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ApiDocument } from "#http/api/api-document.ts";
import { exampleRequests } from "#http/api/example-requests.ts";
import { problemsOfAnyRequest } from "#http/api/problem-components.ts";
import { KeyKind } from "#http/authenticate.ts";
import { addressOf } from "#test/support/api-story.ts";
import { type Answer, type Api, apiOf } from "#test/support/api.ts";
import { arbitraryRequest } from "#test/support/described-api/arbitrary-request.ts";
import { type Described, operationsOf, resolved } from "#test/support/described-api/operations-of.ts";
import { schemaChecks } from "#test/support/described-api/schema-checks.ts";
import { openTestPlatform, type TestPlatform } from "#test/support/test-platform.ts";
import { makeKey } from "#test/support/world.ts";

const file = join(resolve(import.meta.dirname, "../.."), "docs/openapi.json");
const document = JSON.parse(readFileSync(file, "utf8")) as ApiDocument;
const requestsOfEach = process.env.NIGHTLY === "1" ? 2_000 : 25;

let server: TestPlatform;
/** Without a port, so that requests are as fast as the server. */
let api: Api;
let tokens: Record<KeyKind, string>;

beforeAll(async () => {
  server = await openTestPlatform({ LIMIT_PUTS_PER_MINUTE: "1000000", SHRINK_GUARD_SHARE: "1" });
  const { body } = exampleRequests.find(({ operation }) => operation === "importRegistry")!;
  const headers = { "content-type": "application/json" };
  await server.api.must("PUT", "/v1/admin/registry", { body: JSON.stringify(body), headers });
  const made = KeyKind.options.map(async (kind): Promise<[KeyKind, string]> => {
    const agency = kind === "agency" || kind === "officer" ? "nl-tax" : undefined;
    return [kind, await makeKey(server.api, { kind, agency })];
  });
  tokens = Object.fromEntries(await Promise.all(made)) as typeof tokens;
  api = apiOf("http://127.0.0.1", tokens.admin, (url, init) => server.platform.app.request(url, init));
});
afterAll(() => server.close());

const problemIn = schemaChecks(document);
const anywhere: readonly string[] = problemsOfAnyRequest;

/** What the description does not say of an answer; nothing when it says all. */
function undescribed({ method, path, operation }: Described, answer: Answer): string {
  const { status, headers } = answer;
  const type = headers.get("content-type")?.replace(/;.*/, "") ?? "";
  const code = type === "application/problem+json" ? answer.json<{ code: string }>().code : undefined;
  if (status >= 500 && status !== 503) return `${status} is the server's fault: ${answer.text}`;
  if (status >= 400 && code === undefined && !path.startsWith("/data/"))
    return `${status} is no problem: ${answer.text}`;
  if (code !== undefined && anywhere.includes(code)) return "";
  const given = operation.responses[status];
  if (!given) return `${method} ${path} does not describe ${status}: ${answer.text}`;
  const media = resolved(document, given).content?.[type];
  if (!media) return status === 303 ? "" : `${method} ${path} does not describe ${type} for ${status}`;
  if (code !== undefined && !(code in (media.examples ?? {}))) return `${method} ${path} does not describe ${code}`;
  return problemIn(media.schema, type.endsWith("json") ? answer.json() : answer.text);
}

const operations = operationsOf(document);

/** A rebuild takes a moment, and takes the figures away from everybody else meanwhile. */
const runsOf = ({ operationId }: Described["operation"]): number => (operationId === "rebuild" ? 2 : requestsOfEach);

test.each(operations.map((each) => [each.operation.operationId, each] as const))(
  "%s: whatever is asked, the answer is one that is described",
  async (_, described) => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryRequest(document, described),
        fc.constantFrom<(KeyKind | "none")[]>(
          "admin",
          "admin",
          "admin",
          "officer",
          "agency",
          "reader",
          "grafana",
          "none",
        ),
        async ({ method, address, contentType, body }, kind) => {
          const answer = await api.call(method, address, {
            token: kind === "none" ? "" : tokens[kind],
            body,
            headers: contentType === undefined ? {} : { "content-type": contentType },
          });
          expect(undescribed(described, answer)).toBe("");
        },
      ),
      { numRuns: runsOf(described.operation) },
    );
  },
);

test("the keys that an operation lists are those that it takes", async () => {
  const wrong: string[] = [];
  for (const { method, path, operation } of operations) {
    const example = exampleRequests.find((each) => each.operation === operation.operationId);
    const listed = operation.security.flatMap(({ key = [] }) => key);
    if (listed.length === 0 || operation.operationId === "rebuild") continue;
    for (const kind of ["none", ...KeyKind.options] as const) {
      const { status } = await api.call(method, addressOf(path, example!), {
        token: kind === "none" ? "" : tokens[kind],
        body: typeof example?.body === "string" ? example.body : JSON.stringify(example?.body),
        headers: example?.body === undefined ? {} : { "content-type": example.content_type ?? "application/json" },
      });
      const expected = kind === "none" ? 401 : listed.includes(kind) ? "another" : 403;
      const found = status === 401 || status === 403 ? status : "another";
      if (found !== expected) wrong.push(`${operation.operationId} ${kind}: expected ${expected}, found ${status}`);
    }
  }
  expect(wrong).toEqual([]);
});
