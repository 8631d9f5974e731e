import { setTimeout as delay } from "node:timers/promises";
import type { ApiDocument } from "#http/api/api-document.ts";
import type { ApiExample, ExampleRequest } from "#http/api/api-example.ts";
import { exampleRequests } from "#http/api/example-requests.ts";
import { lasting } from "#test/support/documented-commands/compare-output.ts";
import { openTestPlatform, type TestPlatform } from "#test/support/test-platform.ts";
import { makeKey } from "#test/support/world.ts";

export type StoryAnswer = Pick<ApiExample, "status" | "answer_type" | "answer">;

const startedAt = Date.parse("2026-10-01T08:00:00Z");
const minuteMs = 60_000;
const latestFigures = "/v1/figures?date=2026-09-30&group=coalition&code=COVERAGE";
const mostTries = 200;
/** What the examples call the key that one of them makes. */
const documentedId = "C9zYOGk2";

/**
 * Sends every example's request to one server, in their order, a minute of its clock apart, and gives what it answered by
 * operation and name.
 */
export async function tellApiStory(document: ApiDocument): Promise<Map<string, StoryAnswer>> {
  let now = startedAt;
  const server = await openTestPlatform({}, () => now);
  try {
    const answers = new Map<string, StoryAnswer>();
    const tokens = new Map<string, string>();
    let madeId = documentedId;
    for (const example of exampleRequests) {
      const { key, operation } = example;
      if (key && key !== "admin" && !tokens.has(key)) tokens.set(key, await keyOf(server, key));
      now += minuteMs;
      await server.platform.modules.projector()?.drained();
      const request = JSON.parse(JSON.stringify(example).replaceAll(documentedId, madeId)) as ExampleRequest;
      const token = key && key !== "admin" ? tokens.get(key) : key;
      let answer = await send(server, document, request, token);
      // What is precomputed follows what is projected after a moment.
      for (let tries = 0; operation === "getWithdrawalAggregates" && tries < mostTries; tries += 1) {
        if (knownAt(answer.answer) === knownAt(await server.api.must("GET", latestFigures))) break;
        await delay(50);
        answer = await send(server, document, request, token);
      }
      const { public_id } = answer.answer as { public_id?: string };
      if (operation === "createKey" && public_id) madeId = public_id;
      const said = JSON.parse(JSON.stringify(answer).replaceAll(madeId, documentedId)) as StoryAnswer;
      answers.set(`${operation} ${example.name}`, { ...said, answer: withoutSecrets(shortened(said.answer)) });
    }
    return answers;
  } finally {
    await server.close();
  }
}

const knownAt = (answer: unknown): string | undefined => (answer as { known_at?: string }).known_at;

const keyOf = (server: TestPlatform, kind: string): Promise<string> =>
  makeKey(server.api, { kind, ...(/agency|officer/.test(kind) && { agency: "nl-tax" }) });

/** `token` is "admin" for the server's own, undefined for nobody's. */
async function send(
  { api }: TestPlatform,
  document: ApiDocument,
  request: ExampleRequest,
  token: string | undefined,
): Promise<StoryAnswer> {
  const { method, path } = placeOf(document, request.operation);
  const isFile = path.startsWith("/data/");
  const content_type = request.body === undefined ? undefined : (request.content_type ?? "application/json");
  const answer = await api.call(method, addressOf(path, request), {
    token: token === "admin" ? undefined : isFile ? "" : (token ?? ""),
    body: typeof request.body === "string" ? request.body : JSON.stringify(request.body),
    headers: {
      ...(content_type && { "content-type": content_type }),
      ...(isFile && token && { cookie: await signedIn(api.url, token) }),
    },
  });
  const answer_type = answer.headers.get("content-type")?.replace(/;.*/, "") ?? "";
  return { status: answer.status, answer_type, answer: answer_type.endsWith("json") ? answer.json() : answer.text };
}

export function placeOf(document: ApiDocument, operationId: string): { method: string; path: string } {
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(methods))
      if (operation.operationId === operationId) return { method: method.toUpperCase(), path };
  throw new Error(`the description has no operation ${operationId}`);
}

export function addressOf(
  path: string,
  { path: parts = {}, query = {} }: Pick<ExampleRequest, "path" | "query">,
): string {
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, each])),
  );
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parts[name] ?? ""));
  return search.size > 0 ? `${filled}?${search.toString()}` : filled;
}

async function signedIn(url: string, key: string): Promise<string> {
  const body = new URLSearchParams({ key });
  const answer = await fetch(`${url}/sign-in`, { method: "POST", body, headers: { origin: url }, redirect: "manual" });
  return answer.headers.get("set-cookie")?.replace(/;.*/, "") ?? "";
}

const shownLines = 6;
const shownCodes = ["EVAL_GAP", "RELIABILITY_DEBT"];

/** Thirteen indicators of every group would hide everything else. */
function shortened(answer: unknown): unknown {
  if (typeof answer === "string") return answer.split("\r\n", shownLines).join("\r\n");
  if (typeof answer !== "object" || answer === null) return answer;
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => {
      if (name === "indicators") return [name, (value as unknown[]).slice(0, 1)];
      return [name, name === "figures" ? firstFigures(value as Record<string, Record<string, unknown>>) : value];
    }),
  );
}

const firstFigures = (groups: Record<string, Record<string, unknown>>): object =>
  Object.fromEntries(
    Object.entries(groups)
      .slice(0, 2)
      .map(([name, figures]) => [
        name,
        Object.keys(figures).length > 2 ? Object.fromEntries(shownCodes.map((code) => [code, figures[code]])) : figures,
      ]),
  );

/** Nobody should find what looks like a key in the repository. */
const withoutSecrets = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer).replaceAll(/(sw_[a-z]+_[0-9A-Za-z]{8}_)[0-9A-Za-z]{43}_[0-9A-Za-z]{6}/g, "$1…"));

/** Of a machine, a build or a random number: shown as they were once, and not compared, but for whether there is one. */
const passing = new Set([
  "validation_workers",
  "public_id",
  "free_bytes",
  "duration_ms",
  "commit",
  "node",
  "version",
  "next",
  "created_by",
  "revoked_by",
]);

/** Known in a clone, and not in an image or in a work tree beside one. */
const knownSomewhere = new Set(["commit"]);

/** An answer without what is another each time. */
export function lastingAnswer(value: unknown): unknown {
  if (typeof value === "string") return value.split("\n").map(lasting).join("\n");
  if (Array.isArray(value)) return value.map(lastingAnswer);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      passing.has(name) && (each !== null || knownSomewhere.has(name)) ? "…" : lastingAnswer(each),
    ]),
  );
}
