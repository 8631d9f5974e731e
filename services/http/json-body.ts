import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { parseRecord } from "#schema/parse-record.ts";
import { ProblemError } from "./problem.ts";

/**
 * Looks at a JSON body before the framework parses it: its size, its UTF-8, its nesting, and keys that an object has
 * twice, of which `JSON.parse` would silently keep one. As the `middleware` of a route, after the key.
 */
export function jsonBody({ maxBytes }: { maxBytes: number }): MiddlewareHandler<object> {
  const limited = bodyLimit({
    maxSize: maxBytes,
    onError: () => {
      throw new ProblemError("too-large", { detail: `This takes a body of at most ${maxBytes} bytes.` });
    },
  });
  return async (c, next) =>
    await limited(c, async () => {
      await checkText(c);
      await next();
    });
}

const jsonType = /^application\/json *(?:;|$)/i;

async function checkText(c: Context): Promise<void> {
  if (!jsonType.test(c.req.header("content-type") ?? ""))
    throw new ProblemError("unsupported-media-type", { detail: "This takes a body of type application/json." });
  const text = decoded(await c.req.arrayBuffer());
  const parsed = parseRecord(text);
  if (!("finding" in parsed)) return;
  const { code, pointer, message } = parsed.finding;
  if (code === "malformed-json") throw new ProblemError("malformed-json", { detail: message });
  throw new ProblemError("invalid-body", { errors: [{ pointer, code, message }] });
}

function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ProblemError("malformed-json", { detail: "expected UTF-8, found bytes that are not." });
  }
}
