import type { RegistryState } from "#derivation/registry-state.ts";
import type { Key } from "#http/authenticate.ts";
import { ProblemError } from "#http/problem.ts";
import { type Group, groupExists, parseGroup } from "./groups.ts";

/** What is open to readers without a key: nothing, the coalition and its functions, or the members too. Agencies never. */
export type PublicLevel = "none" | "coalition" | "member";

/** Whether a reader may see a group's aggregates: docs/keys.md. */
export function maySee(group: Group, key: Key | undefined, publicLevel: PublicLevel, registry: RegistryState): boolean {
  if (group.kind === "coalition" || group.kind === "function") {
    if (publicLevel !== "none") return true;
  } else if (group.kind === "member" && publicLevel === "member") return true;
  switch (key?.kind) {
    case "admin":
      return true;
    case "reader":
      return key.member === null || isWithin(group, key.member, registry);
    case "officer":
      return group.kind === "agency" && group.id === key.agency;
    default:
      return false;
  }
}

/** The coalition's figures, and a member's with its agencies'. */
function isWithin(group: Group, member: string, registry: RegistryState): boolean {
  if (group.kind === "member") return group.id === member;
  return group.kind !== "agency" || registry.agencies.get(group.id)?.member === member;
}

/** Of answers by name of a group, those that the key may see. */
export function visibleAnswers<Answer>(
  answers: Readonly<Record<string, Answer>>,
  key: Key | undefined,
  publicLevel: PublicLevel,
  registry: RegistryState,
): [string, Answer][] {
  return Object.entries(answers).filter(([name]) => {
    const group = parseGroup(name);
    return group !== undefined && maySee(group, key, publicLevel, registry);
  });
}

/** The groups that are asked for by name. Throws `not-found` for one that does not exist or that the key may not see. */
export function askedGroups(
  names: readonly string[],
  key: Key | undefined,
  publicLevel: PublicLevel,
  registry: RegistryState,
): Group[] {
  return [...new Set(names)].map((name) => {
    const group = parseGroup(name);
    if (!group || !groupExists(group, registry) || !maySee(group, key, publicLevel, registry)) {
      throw new ProblemError("not-found", { detail: "There is no such group, or this key may not see it." });
    }
    return group;
  });
}
