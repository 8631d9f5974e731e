import { createRoute, z } from "@hono/zod-openapi";
import { expect, test } from "vitest";
import { createApp } from "#http/app.ts";
import { jsonBody } from "#http/json-body.ts";
import { ProblemError } from "#http/problem.ts";

function appThatThrows(error: unknown) {
  const app = createApp();
  app.get("/", () => {
    throw error;
  });
  return app;
}

function appWithSchemas() {
  const app = createApp();
  const query = z.strictObject({ limit: z.coerce.number().int().min(1).max(10).optional() });
  app.openapi(
    createRoute({ method: "get", path: "/list", request: { query }, responses: { 200: { description: "" } } }),
    (c) => c.json({}, 200),
  );
  const schema = z.strictObject({ name: z.string(), kind: z.enum(["a", "b"]) });
  const body = { required: true, content: { "application/json": { schema } } };
  const middleware = jsonBody({ maxBytes: 1000 });
  app.openapi(
    createRoute({
      method: "post",
      path: "/thing",
      middleware,
      request: { body },
      responses: { 200: { description: "" } },
    }),
    (c) => c.json(c.req.valid("json"), 200),
  );
  return app;
}

async function post(body: string | Uint8Array<ArrayBuffer>, contentType = "application/json") {
  const response = await appWithSchemas().request("/thing", {
    method: "POST",
    body,
    headers: { "content-type": contentType },
  });
  return (await response.json()) as { status: number; code: string; detail: string; errors?: unknown };
}

test("a problem has the members and the type of RFC 9457, its errors, and its headers", async () => {
  const errors = [{ pointer: "/a", message: "expected a text, found 1" }];
  const response = await appThatThrows(
    new ProblemError("rate-limited", {
      detail: "Slower.",
      errors,
      extra: { errors_total: 1 },
      headers: { "retry-after": "7" },
    }),
  ).request("/");
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("retry-after")).toBe("7");
  expect(await response.json()).toEqual({
    type: "/docs/problems/rate-limited",
    title: "Too many requests",
    status: 429,
    code: "rate-limited",
    detail: "Slower.",
    instance: "/",
    errors_total: 1,
    errors,
  });
});

test("an unforeseen failure is a 500 that repeats nothing of it", async () => {
  const response = await appThatThrows(new Error("password=hunter2")).request("/");
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("hunter2");
});

test.each([
  ["CONNECTION_CLOSED", 503, "store-unavailable"],
  ["ECONNREFUSED", 503, "store-unavailable"],
  ["57P01", 503, "store-unavailable"],
  ["08006", 503, "store-unavailable"],
  ["53100", 503, "storage-full"],
  ["ENOSPC", 503, "storage-full"],
  ["23505", 500, "internal"],
])("a store's error %s, wrapped by the query builder, answers %i %s", async (code, status, problem) => {
  const cause = Object.assign(new Error("store"), { code });
  const response = await appThatThrows(new Error("Failed query", { cause })).request("/");
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([status, problem]);
  expect(response.headers.has("retry-after")).toBe(status === 503);
});

test("a wrong query value and an unknown name are 400 with the parameter, expected and found", async () => {
  const response = await appWithSchemas().request("/list?limit=11&limt=1");
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    code: "invalid-parameter",
    errors: [
      { parameter: "limit", message: 'expected at most 10, found "11"' },
      { parameter: "limt", message: 'expected one of the names of this operation, found "limt"' },
    ],
  });
});

test("a body that differs from its schema is 422 with pointers, expected and found", async () => {
  expect(await post('{"kind":"c"}')).toMatchObject({
    status: 422,
    code: "invalid-body",
    errors: [
      { pointer: "/name", message: "expected a text, found nothing" },
      { pointer: "/kind", message: 'expected one of a, b, found "c"' },
    ],
  });
});

test("a doubled key, __proto__ and deep nesting are 422, and Object.prototype stays as it is", async () => {
  expect(await post('{"name":"x","kind":"a","kind":"b"}')).toMatchObject({
    status: 422,
    errors: [{ pointer: "/kind" }],
  });
  expect(await post('{"name":"x","kind":"a","__proto__":{"polluted":true}}')).toMatchObject({ status: 422 });
  expect(await post("[".repeat(20) + "]".repeat(20))).toMatchObject({
    status: 422,
    errors: [{ code: "nested-too-deep" }],
  });
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test("text that is no JSON, or no UTF-8, is 400 malformed-json", async () => {
  expect(await post('{"name":')).toMatchObject({ status: 400, code: "malformed-json" });
  expect(await post(Uint8Array.of(0x7b, 0xff, 0x7d))).toMatchObject({ status: 400, code: "malformed-json" });
});

test("another type of body is 415, and one over the limit 413", async () => {
  expect(await post("name=x", "text/plain")).toMatchObject({ status: 415, code: "unsupported-media-type" });
  expect(await post(JSON.stringify({ name: "x".repeat(2000), kind: "a" }))).toMatchObject({
    status: 413,
    code: "too-large",
  });
});

test("an address without anything is 404, and one with another method 405 with Allow", async () => {
  const app = appWithSchemas();
  expect(await (await app.request("/nothing")).json()).toMatchObject({ status: 404, code: "not-found" });
  const response = await app.request("/thing", { method: "DELETE" });
  expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
});
