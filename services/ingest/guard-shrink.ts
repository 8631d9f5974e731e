import type { Sql, Transaction } from "#db/postgres.ts";
import { ProblemError } from "#http/problem.ts";
import type { Submission } from "./commit-push.ts";

/**
 * A complete push that lists much less than the one before is more often half an export than a shrunken inventory: a person
 * confirms it. Gives the problem `inventory-shrank`, or nothing.
 *
 * @param share of workloads that may be missing, 0 to 1
 */
export async function guardShrink(
  sql: Sql | Transaction,
  { agency, push }: Pick<Submission, "agency" | "push">,
  share: number,
): Promise<ProblemError | undefined> {
  if (!push.header.complete) return undefined;
  const [before] = await sql<{ records: number; reference_date: string }[]>`
    SELECT records, reference_date FROM push
    WHERE agency = ${agency} AND complete AND reference_date <= ${push.header.reference_date}
    ORDER BY reference_date DESC, sequence DESC LIMIT 1`;
  const records = push.records.count;
  if (!before || before.records - records <= share * before.records) return undefined;
  return new ProblemError("inventory-shrank", {
    detail:
      `This complete push lists ${records} workloads, the one for ${before.reference_date} listed ${before.records}: ` +
      `more than ${Math.round(share * 100)} % fewer. Confirm with ?confirm_shrink=true when the inventory really shrank.`,
    extra: { records_before: before.records, records_now: records, reference_date_before: before.reference_date },
  });
}
