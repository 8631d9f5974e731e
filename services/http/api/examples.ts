import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ApiExample } from "./api-example.ts";
import { exampleRequests } from "./example-requests.ts";

const answers = JSON.parse(readFileSync(join(import.meta.dirname, "example-answers.json"), "utf8")) as Record<
  string,
  Pick<ApiExample, "status" | "answer_type" | "answer">
>;

/** Requests with what a server answered to them; `test/contract/api-examples.test.ts` asks again and compares. */
export const examples: readonly ApiExample[] = exampleRequests.flatMap((request) => {
  const answer = answers[`${request.operation} ${request.name}`];
  return answer ? [{ ...request, ...answer }] : [];
});
