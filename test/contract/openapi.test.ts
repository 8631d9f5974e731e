import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ApiDocument } from "#http/api/api-document.ts";
import type { Media } from "#http/api/describe-operation.ts";
import { breachesOf } from "#test/support/described-api/document-rules.ts";
import { operationsOf, resolved } from "#test/support/described-api/operations-of.ts";
import { schemaChecks } from "#test/support/described-api/schema-checks.ts";
import { openTestPlatform, type TestPlatform } from "#test/support/test-platform.ts";

const file = join(resolve(import.meta.dirname, "../.."), "docs/openapi.json");
const document = JSON.parse(readFileSync(file, "utf8")) as ApiDocument;

describe("of a running server", () => {
  let server: TestPlatform;
  beforeAll(async () => {
    server = await openTestPlatform();
  });
  afterAll(() => server.close());

  test("the description is the committed one", async () => {
    expect(await server.api.must("GET", "/v1/openapi.json", { token: "" })).toEqual(document);
  });

  /** Pages and what they need: for people, and no interface to program against. */
  const pages = [
    "GET /",
    "GET /members",
    "GET /members/{id}",
    "GET /agencies/{id}",
    "GET /agencies/{id}/workloads/{code}",
    "GET /agencies/{id}/debt",
    "GET /agencies/{id}/pushes",
    "GET /indicators",
    "GET /indicators/{code}",
    "GET /withdrawal",
    "GET /revisions",
    "GET /data",
    "GET /reference",
    "GET /rules/{code}",
    "GET /sign-in",
    "POST /sign-in",
    "POST /sign-out",
    "GET /language/{language}",
    "GET /portal/icon.svg",
    "GET /portal/style.css",
  ];

  test("every route is described or a page, and there is a route for each of both", () => {
    const routes = server.platform.app.routes
      .filter(({ method }) => method !== "ALL")
      .map(
        ({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}").replace(/style-\w+\.css/, "style.css")}`,
      );
    const described = operationsOf(document).map(({ method, path }) => `${method} ${path}`);
    expect([...new Set(routes)].sort()).toEqual([...described, ...pages].sort());
  });
});

test("it is valid by the schema of OpenAPI 3.1 that the initiative publishes", async () => {
  expect(await new Validator().validate(structuredClone(document) as never)).toEqual({ valid: true });
  const { info: _, ...headless } = document;
  expect((await new Validator().validate(structuredClone(headless))).valid).toBe(false);
});

test("it keeps our own rules: ids, words, examples and problems everywhere, nothing unused, nothing that leads nowhere", () => {
  expect(breachesOf(document)).toEqual([]);
});

test("a breach of a rule is noticed", () => {
  const broken = structuredClone(document);
  const { get: health } = broken.paths["/healthz"]!;
  const { get: debt } = broken.paths["/v1/debt"]!;
  health!.summary = "Alive.";
  debt!.operationId = "getFigures";
  delete debt!.parameters![0]!.description;
  broken.components.schemas.Nothing = {};
  expect(breachesOf(broken).sort()).toEqual([
    "GET /healthz: expected that it has a summary of one line without a full stop",
    "GET /v1/debt: expected that it says what date is",
    "GET /v1/figures: expected that it has an operationId of its own in camelCase",
    "nothing refers to #/components/schemas/Nothing",
  ]);
});

describe("examples", () => {
  const problemIn = schemaChecks(document);
  const wrongExamples = (place: string, media: Record<string, Media>): string[] =>
    Object.entries(media).flatMap(([type, { schema, examples = {} }]) =>
      Object.entries(examples).flatMap(([name, example]) => {
        const wrong = problemIn(schema, resolved(document, example as { value: unknown }).value);
        return wrong ? [`${place} ${type} ${name}: ${wrong}`] : [];
      }),
    );

  test.each(operationsOf(document).map((each) => [each.operation.operationId, each] as const))(
    "of %s are what its schemas say",
    (id, { operation: { parameters = [], requestBody, responses } }) => {
      const wrong = [
        ...parameters.flatMap(({ name, schema, example }) => {
          const found = example === undefined ? "" : problemIn(schema, example);
          return found ? [`${id} ${name}: ${found}`] : [];
        }),
        ...(requestBody ? wrongExamples(`${id} body`, requestBody.content) : []),
        ...Object.entries(responses).flatMap(([status, given]) =>
          wrongExamples(`${id} ${status}`, resolved(document, given).content ?? {}),
        ),
      ];
      expect(wrong).toEqual([]);
    },
  );

  test("that are not what a schema says are noticed", () => {
    expect(problemIn({ $ref: "#/components/schemas/Share" }, { lower: 0, upper: "1", value: null, n: 3 })).not.toBe("");
  });
});
