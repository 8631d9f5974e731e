import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { examples } from "#http/api/examples.ts";
import { exampleRequests } from "#http/api/example-requests.ts";
import { describeApi } from "#services/describe-api.ts";
import { lastingAnswer, type StoryAnswer, tellApiStory } from "#test/support/api-story.ts";

const document = describeApi();
let answers: Map<string, StoryAnswer>;
beforeAll(async () => {
  answers = await tellApiStory(document);
  // For whoever adds an example or changes an answer; `npm run generate` then carries it into the description.
  if (process.env.UPDATE_DOCUMENTS === "1")
    writeFileSync(
      join(resolve(import.meta.dirname, "../.."), "services/http/api/example-answers.json"),
      `${JSON.stringify(Object.fromEntries(answers), null, 2)}\n`,
    );
});

test.each(exampleRequests.map(({ operation, name }) => [operation, name]))(
  "%s is answered as its example %s says",
  (operation, name) => {
    const shown = examples.find((example) => example.operation === operation && example.name === name);
    const { status, answer_type, answer } = shown ?? {};
    expect(lastingAnswer({ status, answer_type, answer })).toEqual(lastingAnswer(answers.get(`${operation} ${name}`)));
  },
);

test("every operation is shown to succeed, but for two whose answers are documents of their own", () => {
  const shown = new Set(examples.filter(({ status }) => status < 300).map(({ operation }) => operation));
  const operations = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  expect(operations.filter((operation) => !shown.has(operation)).sort()).toEqual([
    "getApiDescription",
    "getWorkloadSchema",
  ]);
});

test("no key is shown whole", () => {
  expect(JSON.stringify(examples)).not.toMatch(/sw_[a-z]+_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}/);
});
