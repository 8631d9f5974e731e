import { z } from "zod";
import type { Filing } from "../checking/checked-file.ts";
import { CommandFailure } from "../command-failure.ts";
import type { PushSession } from "./push-session.ts";
import { refusalOf } from "./refusal.ts";

const path = "/v1/admin/registry";

/** What is needed of a registry; a newer server may say more. */
const Registry = z.object({
  members: z.array(z.object({ id: z.string() })).optional(),
  agencies: z.array(z.object({ id: z.string(), member: z.string() })).optional(),
});

/** Registers under a member those agencies of a file that the registry lacks; gives their ids. */
export async function registerAgencies(
  session: PushSession,
  filings: readonly (Filing & { agency: string })[],
  member: string,
  options: { dryRun: boolean },
): Promise<string[]> {
  const answer = await session.send({ method: "GET", path, words: "question for the registry" });
  const registry = answer.status === 200 ? Registry.safeParse(answer.body).data : undefined;
  if (!registry) throw refused(answer);
  if (!registry.members?.some(({ id }) => id === member))
    throw new CommandFailure(
      3,
      `The registry has no member ${member}.`,
      `Its members: ${registry.members?.map(({ id }) => id).join(", ") || "none"}. Import the member first (sparewheel registry import).`,
    );
  const known = new Map(registry.agencies?.map((agency) => [agency.id, agency]));
  const foreign = filings.find(({ agency }) => known.has(agency) && known.get(agency)?.member !== member);
  if (foreign)
    throw new CommandFailure(
      3,
      `Agency ${foreign.agency} belongs to member ${known.get(foreign.agency)?.member}, not to ${member}.`,
      "Check --member. An agency never changes its member: it is closed, and another id is registered.",
    );
  const agencies = filings
    .filter(({ agency }) => !known.has(agency))
    .map(({ agency, agencyName }) => ({
      id: agency,
      member,
      registered_on: null,
      closed_on: null,
      ...(agencyName === undefined ? {} : { name: agencyName }),
    }));
  if (agencies.length === 0 || options.dryRun) return agencies.map(({ id }) => id);
  const stored = await session.send({
    method: "PUT",
    path,
    headers: { "content-type": "application/json" },
    body: Buffer.from(JSON.stringify({ agencies })),
    words: "registration of agencies",
  });
  if (stored.status < 200 || stored.status > 299) throw refused(stored);
  session.progress.say(
    `Registered ${agencies.length} ${agencies.length === 1 ? "agency" : "agencies"} under ${member}.`,
  );
  return agencies.map(({ id }) => id);
}

function refused(answer: { status: number; body: unknown }): CommandFailure {
  const { what, details, remedy } = refusalOf(answer, () => undefined);
  return new CommandFailure(3, [what, ...details].join("\n"), remedy);
}
