import type { z } from "zod";
import type { ApiExample } from "./api-example.ts";
import { headersOfStatus } from "./problem-components.ts";
import type { JsonSchema, SchemaBook } from "./schema-book.ts";

/** What is said of a route when it is made, as far as we say it. */
export interface RouteWords {
  operationId?: string | undefined;
  summary?: string | undefined;
  description?: string | undefined;
  tags?: readonly string[] | undefined;
  security?: readonly Record<string, readonly string[]>[] | undefined;
  request?: { params?: unknown; query?: unknown; body?: { required?: boolean; content: object } } | undefined;
  responses: Record<string, unknown>;
}

type Contents = Record<string, { schema?: unknown; examples?: unknown } | undefined>;

export interface Parameter {
  name: string;
  in: "path" | "query";
  required: boolean;
  description?: string;
  schema: JsonSchema;
  /** As the schema has it: a number where that is an integer. */
  example?: string | number | readonly string[];
}

interface Example {
  summary: string;
  value: unknown;
}

export interface Media {
  schema: JsonSchema;
  examples?: Record<string, Example | { $ref: string }>;
}

export interface Operation {
  operationId: string;
  summary: string;
  description: string;
  tags: readonly string[];
  security: readonly Record<string, readonly string[]>[];
  parameters?: Parameter[];
  requestBody?: { required: boolean; content: Record<string, Media> };
  responses: Record<
    string,
    { description: string; headers?: object; content?: Record<string, Media> } | { $ref: string }
  >;
}

/** One operation of an OpenAPI document, from its route and the examples of it. Throws when it is not described whole. */
export function describeOperation(
  route: RouteWords & { method: string; path: string },
  { book, examples }: { book: SchemaBook; examples: readonly ApiExample[] },
): Operation {
  const { operationId, summary, description, tags, security, request = {}, responses } = route;
  if (!operationId || !summary || !description || !tags || !security)
    throw new Error(`${route.method} ${route.path} lacks its id, its words, its tag or who may ask it`);
  const parameters = [
    ...parametersOf("path", request.params, { book, examples }),
    ...parametersOf("query", request.query, { book, examples }),
  ];
  const { body } = request;
  return {
    operationId,
    summary,
    description,
    tags,
    security,
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: body.required ?? false,
        content: bodyContents(body.content as Contents, { book, examples }),
      },
    }),
    responses: {
      ...describeResponses(responses, { book, examples }),
      default: { $ref: "#/components/responses/problem" },
    },
  };
}

interface Given {
  book: SchemaBook;
  examples: readonly ApiExample[];
}

function parametersOf(place: "path" | "query", schema: unknown, { book, examples }: Given): Parameter[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = book.schemaOf(schema as z.ZodType, "input");
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = property as JsonSchema;
    const shown = examples.map((example) => example[place]?.[name]).find((value) => value !== undefined);
    return {
      name,
      in: place,
      required: required.includes(name),
      ...(description !== undefined && { description }),
      schema: rest,
      ...(shown !== undefined && { example: asWritten(shown, rest) }),
    };
  });
}

/** The value that a parameter's text stands for. */
function asWritten(value: string | readonly string[], { type }: JsonSchema): string | number | readonly string[] {
  if (type === "integer") return Number(value);
  return type === "array" && typeof value === "string" ? [value] : value;
}

function bodyContents(contents: Contents, { book, examples }: Given): Record<string, Media> {
  return Object.fromEntries(
    Object.entries(contents).map(([media, content]): [string, Media] => {
      const of = examples.filter(
        // What is refused would be shown as a model.
        ({ body, status, content_type = "application/json" }) =>
          body !== undefined && status < 400 && content_type === media,
      );
      return [
        media,
        {
          schema: book.schemaOf(content?.schema as z.ZodType, "input"),
          ...named(of, ({ body }) => body),
        },
      ];
    }),
  );
}

function describeResponses(responses: RouteWords["responses"], { book, examples }: Given): Operation["responses"] {
  return Object.fromEntries(
    Object.entries(responses).map(([status, response]) => {
      const { description, content = {} } = response as { description: string; content?: Contents };
      const headers = headersOfStatus(Number(status));
      const media = Object.entries(content).map(([type, given]): [string, Media] => {
        const of = examples.filter((each) => String(each.status) === status && each.answer_type === type);
        const own = named(of, ({ answer }) => answer).examples;
        const all = { ...(given?.examples as Media["examples"]), ...own };
        return [
          type,
          {
            schema: book.schemaOf(given?.schema as z.ZodType, "output"),
            ...(Object.keys(all).length > 0 && { examples: all }),
          },
        ];
      });
      return [
        status,
        { description, ...(headers && { headers }), ...(media.length > 0 && { content: Object.fromEntries(media) }) },
      ];
    }),
  );
}

function named(examples: readonly ApiExample[], value: (example: ApiExample) => unknown): Pick<Media, "examples"> {
  if (examples.length === 0) return {};
  return {
    examples: Object.fromEntries(
      examples.map((example) => [example.name, { summary: example.summary, value: value(example) }]),
    ),
  };
}
