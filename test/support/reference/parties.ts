import type { Agency, Member } from "./case-world.ts";
import { covers } from "./dates.ts";
import type { KnownWorld } from "./known-world.ts";

/** Section 2, member: one pair of dates, or several. */
export function belongs({ memberships, joined_on, left_on }: Member, date: string): boolean {
  return (memberships ?? [{ joined_on, left_on }]).some((pair) => covers(pair.joined_on, pair.left_on, date));
}

/** Section 6, coalition. */
export function isOfCoalition({ members }: KnownWorld, agency: Agency, date: string): boolean {
  const member = members.get(agency.member);
  return member !== undefined && belongs(member, date);
}

/** Section 2, provider: unknown without an entry that covers the date, and for one that the registry does not have. */
export function jurisdictionOfProvider(
  { providers }: KnownWorld,
  id: string | null | undefined,
  date: string,
): string | undefined {
  if (!id) return undefined;
  return providers.get(id)?.control.find(({ from, until }) => covers(from, until, date))?.jurisdiction;
}

/** Section 2, a fallback's or alternative's: its own when given, else its provider's. A component has none of its own. */
export const jurisdictionOf = (
  known: KnownWorld,
  item: { jurisdiction?: string | null; provider?: string | null },
  date: string,
): string | undefined => item.jurisdiction ?? jurisdictionOfProvider(known, item.provider, date);

/** Section 2, internal: some member that covers it belongs. */
export function isInternal({ members }: KnownWorld, jurisdiction: string, date: string): boolean {
  return [...members.values()].some((member) => member.jurisdictions.includes(jurisdiction) && belongs(member, date));
}
