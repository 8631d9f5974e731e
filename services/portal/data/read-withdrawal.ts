import type { ClassCounts } from "#indicators/withdrawal/withdrawal-classes.ts";
import { withdrawal } from "#indicators/withdrawal/indicator.ts";
import { ProblemError } from "#http/problem.ts";
import { figuresOn } from "#read/figures.ts";
import { type Group, groupName } from "#read/groups.ts";
import type { Standpoint } from "#read/reading.ts";
import { unregisteredProviders } from "#read/withdrawal-scenario.ts";
import { divisions } from "#schema/functions.ts";
import type { Scenario } from "#schema/parties.ts";
import type { Portal } from "../portal-deps.ts";
import type { Visit } from "../visits/visit.ts";
import { visibleGroups } from "./read-indicator.ts";

export interface WithdrawalData {
  known_at: string;
  providers: { id: string; name: string }[];
  scenarios: [string, Scenario][];
  /** What was asked, and what it would do to each group that the visitor may see; undefined while nothing was asked. */
  answer: { unregistered: string[]; rows: { group: string; shown: string; counts: ClassCounts }[] } | undefined;
}

/** What a free scenario would do, as `GET /v1/withdrawal` answers. */
export async function readWithdrawal(
  portal: Portal,
  { key, date }: Pick<Visit, "key" | "date">,
  standpoint: Standpoint,
  scenario: Scenario | undefined,
): Promise<WithdrawalData> {
  const { registry, vintage } = standpoint;
  const choices = visibleGroups(portal, key, standpoint, withdrawal).filter(
    ([name]) => !name.startsWith("agency:") || key?.kind === "officer",
  );
  if (choices.length === 0) throw new ProblemError(key ? "not-found" : "no-key");
  return {
    known_at: vintage.known_at,
    providers: [...registry.providers.values()].map(({ id, name }) => ({ id, name: name ?? id })),
    scenarios: [...registry.scenarios],
    answer: scenario && {
      unregistered: unregisteredProviders(scenario, registry),
      rows: await rowsOf(portal, standpoint, { date, scenario, choices }),
    },
  };
}

async function rowsOf(
  { sources }: Portal,
  { vintage, registry }: Standpoint,
  { date, scenario, choices }: { date: string; scenario: Scenario; choices: [string, string][] },
): Promise<{ group: string; shown: string; counts: ClassCounts }[]> {
  // A figure of a registry that has this scenario and no other.
  const supposed = { ...registry, scenarios: new Map([["asked", scenario]]) };
  const groups = choices.map(([name]) => groupOf(name));
  const figures = await figuresOn(
    sources.clickhouse,
    { vintage, registry: supposed },
    { date, indicators: [withdrawal], groups },
  );
  return choices.flatMap(([name, shown]) => {
    const counts = (figures[name]?.WITHDRAWAL as { asked: ClassCounts } | undefined)?.asked;
    return counts ? [{ group: name, shown, counts }] : [];
  });
}

/** The names come from `groupName`, so every one is a group. */
function groupOf(name: string): Group {
  const [kind, id] = [name.slice(0, name.indexOf(":")), name.slice(name.indexOf(":") + 1)];
  const group: Group =
    kind === "member" || kind === "agency"
      ? { kind, id }
      : kind === "function"
        ? { kind, division: divisions.indexOf(id) + 1 }
        : { kind: "coalition" };
  if (groupName(group) !== name) throw new Error(`${name} is no group`);
  return group;
}
