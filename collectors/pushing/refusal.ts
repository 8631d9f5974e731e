import { z } from "zod";
import type { ExitStatus } from "../command-io.ts";
import type { Failure } from "./failure.ts";
import { problemCode, type ServerAnswer } from "./send-until-answered.ts";

const Problem = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  errors: z
    .array(
      z.object({
        record: z.number().optional(),
        pointer: z.string().optional(),
        code: z.string().optional(),
        message: z.string().optional(),
      }),
    )
    .optional(),
  errors_total: z.number().optional(),
});

/** An answer that a repetition would not change, in words for a person. */
export interface Refusal extends Failure {
  exitStatus: ExitStatus;
  status: number;
  code: string;
  title: string;
}

const mostErrorsShown = 20;

/** What to do about each problem that a push can meet. */
const remedies = new Map([
  [
    "inventory-shrank",
    "Look for a cut export or a filter left on; if these workloads are really gone, repeat with --confirm-shrink; if the file lists only some of them, with --incomplete.",
  ],
  ["push-id-reused", "Run the command again: a new push id is made."],
  [
    "invalid-records",
    "Correct the records; the server may have newer rules than this program: update it if `check` finds nothing.",
  ],
  ["invalid-header", "Correct the reference date or the header of the file."],
]);
const remediesByStatus = new Map([
  [400, "Run the command again; if it stays, something on the way changes the body: ask who runs the proxy."],
  [401, "Check the key: --key-file or SPAREWHEEL_KEY. Keys expire; the secretariat makes new ones."],
  [403, "Use a key of the kind that may do this: an agency key to push, an admin key for --all-agencies."],
  [
    404,
    "Check --agency: an agency must be registered before it files (an administrator does: sparewheel registry import FILE with `agencies: [{ id: ID, member: MEMBER }]`), and an agency's key is good for that agency only.",
  ],
  [413, "The push is larger than the server allows; ask the secretariat to raise the limit."],
  [415, "The server does not speak this version of the protocol; update the older of the two."],
]);

/** `lineOf` gives the physical line of a record of the body, counted from 0. */
export function refusalOf(answer: ServerAnswer, lineOf: (record: number) => number | undefined): Refusal {
  const problem = Problem.safeParse(answer.body).data ?? {};
  const code = problemCode(answer.body);
  const title = problem.title ?? `The server answered ${answer.status} and did not say why`;
  const errors = problem.errors ?? [];
  const total = problem.errors_total ?? errors.length;
  const shown = errors.slice(0, mostErrorsShown).map((error) => {
    const line = error.record === undefined ? undefined : lineOf(error.record);
    const place = [
      error.record === undefined ? "" : `record ${error.record}`,
      line === undefined ? "" : `(line ${line})`,
      error.pointer ?? "",
    ].filter((part) => part !== "");
    return `  ${place.join(" ")} ${error.code ?? ""}: ${error.message ?? ""}`;
  });
  const remedy =
    remedies.get(code) ??
    remediesByStatus.get(answer.status) ??
    "Check that --server is the address of a Sparewheel server.";
  return {
    exitStatus: code === "invalid-records" ? 1 : 3,
    status: answer.status,
    code,
    title,
    what: `${answer.status} ${title}${problem.detail === undefined ? "." : `: ${problem.detail}`}`,
    details: [...shown, ...(total > shown.length ? [`  ... and ${total - shown.length} more`] : [])],
    remedy,
  };
}
