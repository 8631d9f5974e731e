import type { Sql, Transaction } from "#db/postgres.ts";
import { ProblemError } from "#http/problem.ts";

/** The answer that a push of this id and content got; undefined when there is none. Throws `push-id-reused`. */
export async function storedAnswer(
  sql: Sql | Transaction,
  agency: string,
  pushId: string,
  contentDigest: string,
): Promise<string | undefined> {
  const [stored] = await sql<{ answer: string; content_digest: string }[]>`
    SELECT answer, content_digest FROM push WHERE agency = ${agency} AND push_id = ${pushId}`;
  if (!stored) return undefined;
  if (stored.content_digest === contentDigest) return stored.answer;
  throw new ProblemError("push-id-reused", {
    detail: `The push ${pushId} of ${agency} is stored with content ${stored.content_digest}; this body has content ${contentDigest}.`,
  });
}
