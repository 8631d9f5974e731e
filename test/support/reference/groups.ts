import type { Agency } from "./case-world.ts";
import type { HeldWorkload } from "./held-workloads.ts";
import type { KnownWorld } from "./known-world.ts";
import { isOfCoalition } from "./parties.ts";

/** Whose workloads and agencies a figure is over. A function has no agencies of its own. */
export interface Group {
  name: string;
  agencies: Agency[] | undefined;
  held: HeldWorkload[];
}

/** Section 6: every group of a date, from all workloads that have a version on it. */
export function groupsOf(known: KnownWorld, held: HeldWorkload[], date: string): Group[] {
  const agencies = [...known.agencies.values()];
  const over = (name: string, own: Agency[]): Group => {
    const ids = own.map(({ id }) => id);
    return { name, agencies: own, held: held.filter(({ agency }) => ids.includes(agency)) };
  };
  const coalition = over(
    "coalition",
    agencies.filter((agency) => isOfCoalition(known, agency, date)),
  );
  const functions = new Set(coalition.held.map(functionOf));
  return [
    coalition,
    ...[...known.members.keys()].map((id) =>
      over(
        `member:${id}`,
        agencies.filter(({ member }) => member === id),
      ),
    ),
    ...agencies.map((agency) => over(`agency:${agency.id}`, [agency])),
    ...[...functions].map((name) => ({
      name,
      agencies: undefined,
      held: coalition.held.filter((workload) => functionOf(workload) === name),
    })),
  ];
}

/** COFOG division: the first two digits. */
const functionOf = ({ workload }: HeldWorkload): string => `function:${workload.function?.slice(0, 2) ?? "none"}`;
