import fc from "fast-check";
import type { ApiDocument } from "#http/api/api-document.ts";
import type { Parameter } from "#http/api/describe-operation.ts";
import type { JsonSchema } from "#http/api/schema-book.ts";
import type { Described } from "./operations-of.ts";
import { resolved } from "./operations-of.ts";

/** What goes over the wire. */
export interface WildRequest {
  method: string;
  /** With its query, as a client may write it. */
  address: string;
  contentType: string | undefined;
  body: string | undefined;
}

const oddTexts = [
  "",
  " ",
  "null",
  "undefined",
  "0",
  "-1",
  "1e400",
  "9007199254740993",
  "NaN",
  "true",
  "TRUE",
  "[]",
  "{}",
  '"',
  "\u0000",
  "\u202E",
  "\uFEFFx",
  "ﬃ",
  "é".normalize("NFD"),
  "👩‍👩‍👧",
  "%00",
  "%2e%2e%2f",
  "../..",
  "' OR 1=1 --",
  "{x:String}",
  "__proto__",
  "constructor",
  "2026-02-29",
  "2026-13-01",
  "1949-12-31",
  "2026-09-30T00:00:00Z",
  "coalition",
  "agency:nl-tax",
  "member:",
  "function:99",
  "x".repeat(4_000),
];
const oddText = fc.oneof(fc.constantFrom(...oddTexts), fc.string({ unit: "grapheme", maxLength: 40 }));
const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  oddText,
  fc.constantFrom<unknown>(null, true, 0, -1, 0.5, 1e308, 2 ** 53 + 2, [], {}, [[]], { a: 1 }),
  fc.array(oddText, { maxLength: 3 }),
  fc.constant("y".repeat(70_000)),
);

/** A request for an operation: some of its parts as the description shows them, others wild, missing, doubled or unasked for. */
export function arbitraryRequest(
  document: ApiDocument,
  { method, path, operation }: Described,
): fc.Arbitrary<WildRequest> {
  const { parameters = [], requestBody } = operation;
  const inPath = parameters.filter((each) => each.in === "path");
  const inQuery = parameters.filter((each) => each.in === "query");
  const bodies = Object.entries(requestBody?.content ?? {}).flatMap(([type, { examples = {} }]) =>
    Object.values(examples).map((example): [string, unknown] => [
      type,
      resolved(document, example as { value: unknown }).value,
    ]),
  );
  return fc
    .record({
      path: fc.tuple(...inPath.map((each) => pathPart(document, each))),
      query: fc.tuple(...inQuery.map((each) => queryParts(document, each))),
      unasked: fc.option(fc.tuple(oddText, oddText), { freq: 6 }),
      body:
        bodies.length > 0
          ? fc.constantFrom(...bodies).chain(([type, value]) => wildBody(type, value))
          : fc.constant(undefined),
    })
    .map(({ path: parts, query, unasked, body }) => {
      const filled = inPath.reduce(
        (address, { name }, index) => address.replace(`{${name}}`, parts[index] ?? ""),
        path,
      );
      const pairs = [...query.flat(), ...(unasked ? [unasked] : [])];
      const search = pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
      return {
        method,
        address: search === "" ? filled : `${filled}?${search}`,
        contentType: body?.type,
        body: body?.text,
      };
    });
}

const encode = encodeURIComponent;

function pathPart(document: ApiDocument, parameter: Parameter): fc.Arbitrary<string> {
  const odd = oddText.filter((text) => text !== "" && !/^\.{1,2}$/.test(text)).map(encode);
  return fc.oneof({ weight: 3, arbitrary: goodText(document, parameter).map(encode) }, { weight: 1, arbitrary: odd });
}

function queryParts(document: ApiDocument, parameter: Parameter): fc.Arbitrary<[string, string][]> {
  const { name } = parameter;
  const one = (text: string): [string, string][] => [[name, text]];
  const good = goodText(document, parameter);
  const usual = parameter.required ? good.map(one) : fc.oneof(fc.constant<[string, string][]>([]), good.map(one));
  return fc.oneof(
    { weight: 8, arbitrary: usual },
    { weight: 1, arbitrary: oddText.map(one) },
    { weight: 1, arbitrary: fc.constant<[string, string][]>([]) },
    { weight: 1, arbitrary: good.chain((first) => oddText.map((second) => [...one(first), ...one(second)])) },
  );
}

/** Values that the description allows: its examples and lists, and the borders of its numbers. */
function goodText(document: ApiDocument, { schema: given, example }: Parameter): fc.Arbitrary<string> {
  const schema = resolved<JsonSchema>(document, given as JsonSchema & { $ref: string });
  const item = resolved<JsonSchema>(document, (schema.items ?? schema) as JsonSchema & { $ref: string });
  const shown = [example ?? []].flat().map(String);
  const listed = (item.enum ?? []).slice(0, 20).map(String);
  const borders = [item.minimum, item.maximum].filter((each) => each !== undefined).map(String);
  const values = [...shown, ...listed, ...borders];
  return values.length > 0 ? fc.constantFrom(...values) : oddText;
}

/** A body that the description shows, or one that it does not: a member gone, wrong, unknown or doubled, or no JSON at all. */
function wildBody(type: string, value: unknown): fc.Arbitrary<{ type: string; text: string }> {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const changed =
    typeof value === "string"
      ? fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), oddText).map(([at, odd]) => spliced(text, at, odd))
      : fc
          .tuple(fc.nat({ max: 200 }), fc.constantFrom("gone", "wrong", "unknown"), oddValue)
          .map(([at, how, odd]) => JSON.stringify(changedAt(value, at, how as "gone" | "wrong" | "unknown", odd)));
  const doubled = text.replace(/"(\w+)":/, '"$1":null,"$1":');
  return fc.record({
    type: fc.oneof(
      { weight: 9, arbitrary: fc.constant(type) },
      { weight: 1, arbitrary: fc.constantFrom("text/plain", "application/xml", "") },
    ),
    text: fc.oneof(
      { weight: 2, arbitrary: fc.constant(text) },
      { weight: 6, arbitrary: changed },
      { weight: 1, arbitrary: fc.constant(doubled) },
      { weight: 1, arbitrary: fc.constantFrom("", "{", "[]", "null", '"', "{}\n{}", "\u0000") },
    ),
  });
}

function spliced(text: string, at: number, odd: string): string {
  const place = Math.floor(at * text.length);
  return text.slice(0, place) + odd + text.slice(place + odd.length);
}

/** Changes one of the value's members or items, whichever the number falls on. */
function changedAt(value: unknown, at: number, how: "gone" | "wrong" | "unknown", odd: unknown): unknown {
  const places: { holder: Record<string, unknown>; name: string }[] = [];
  const copy = structuredClone(value);
  const visit = (each: unknown): void => {
    if (typeof each !== "object" || each === null) return;
    for (const [name, inner] of Object.entries(each)) {
      places.push({ holder: each as Record<string, unknown>, name });
      visit(inner);
    }
  };
  visit(copy);
  const place = places[at % Math.max(places.length, 1)];
  if (!place) return odd;
  if (how === "wrong") place.holder[place.name] = odd;
  else if (how === "gone") delete place.holder[place.name];
  else Object.defineProperty(place.holder, "__proto__", { value: odd, enumerable: true, configurable: true });
  return copy;
}
