import { createRoute, z } from "@hono/zod-openapi";
import { jsonAnswer } from "../answers.ts";
import { type App, createApp } from "../app.ts";
import type { ApiDocument } from "./api-document.ts";

const Description = z
  .looseObject({ openapi: z.literal("3.1.0") })
  .meta({ description: "A document as https://spec.openapis.org/oas/v3.1.0 defines it" });

/** `GET /v1/openapi.json`: the description of everything that is mounted, itself included. Open to everybody. */
export function apiRoutes(document: () => ApiDocument): App {
  const app = createApp();
  const route = createRoute({
    operationId: "getApiDescription",
    method: "get",
    path: "/v1/openapi.json",
    tags: ["Reference"],
    summary: "Read this description",
    description: "An OpenAPI 3.1 document. The portal shows the same as a page.",
    security: [],
    responses: { 200: jsonAnswer("The description of this API", Description) },
  });
  // The document is made of what is mounted; the framework cannot know that it has the form of its schema.
  app.openapi(route, (c) => c.json(document() as never, 200, { "cache-control": "public, max-age=300" }));
  return app;
}
