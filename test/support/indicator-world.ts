import type { Indicator } from "#indicators/indicator.ts";
import type { Share } from "#indicators/share.ts";
import { fillWithCase } from "#services/cases/case-figures.ts";
import { figuresOn } from "#read/figures.ts";
import type { Figure } from "#read/group-totals.ts";
import { openReading } from "#read/reading.ts";
import type { Workload } from "#schema/workload.ts";
import type { Case } from "./load-case.ts";
import { openTestStores } from "./stores.ts";

/** A coalition of DE and FR (FR until 2025-07-01); provider `inside` is DE's, `outside` US', `silent` nobody's that is known. */
const parties: Pick<Case, "members" | "agencies" | "providers"> = {
  members: [
    { id: "de", jurisdictions: ["DE"] },
    { id: "fr", jurisdictions: ["FR"], left_on: "2025-07-01" },
  ],
  agencies: [{ id: "tax", member: "de" }],
  providers: [
    { id: "inside", control: [{ jurisdiction: "DE" }] },
    { id: "outside", control: [{ jurisdiction: "US" }] },
    { id: "silent", control: [] },
  ],
};

export type Outcome = "yes" | "unknown" | "no" | "not counted";

const usualDate = "2025-06-30";

/** A push of agency `tax`, known long before it is asked for; what it lists are changes to a critical workload in production. */
export const aPush = (
  workloads: readonly Partial<Workload>[],
  change: Partial<Case["pushes"][number]> = {},
): Case["pushes"][number] => ({
  agency: "tax",
  reference_date: "2024-01-01",
  received_at: "2025-01-01T00:00:00Z",
  complete: true,
  workloads: workloads.map((each, index) => ({
    id: `w${index}`,
    name: "w",
    criticality: "critical",
    stage: "production",
    deployed_on: "2024-01-01",
    ...each,
  })),
  ...change,
});

function outcomeOf(figure: Figure): Outcome {
  const { lower, upper, n } = figure as Share;
  if (n === 0) return "not counted";
  if (lower === 1) return "yes";
  return upper === 1 ? "unknown" : "no";
}

/** What an indicator makes of a world, by way of the ledger, the projector and the engine. */
export async function openIndicatorWorld<Form extends Figure>(indicator: Indicator) {
  const stores = await openTestStores();
  const { clickhouse } = stores;
  let filledWith = "";

  async function figuresOf(agencies: readonly string[], world: Partial<Case>, date = usualDate): Promise<Form[]> {
    const filling = { name: "world", ...parties, pushes: [], queries: [], expected: [], ...world };
    // Days on both sides of a border are asked of one world.
    if (filledWith !== JSON.stringify(filling)) await fillWithCase(stores, filling);
    filledWith = JSON.stringify(filling);
    const groups = agencies.map((id) => ({ kind: "agency", id }) as const);
    const figures = await openReading(clickhouse).under(undefined, (standpoint) =>
      figuresOn(clickhouse, standpoint, { date, indicators: [indicator], groups }),
    );
    return agencies.map((id) => figures[`agency:${id}`]![indicator.code]! as Form);
  }

  /** The figure of agency `tax`. */
  const figure = async (world: Partial<Case>, date?: string): Promise<Form> =>
    (await figuresOf(["tax"], world, date))[0]!;

  async function each(
    workloads: readonly Partial<Workload>[],
    date?: string,
    world: Partial<Case> = {},
  ): Promise<Form[]> {
    const ids = workloads.map((_, index) => `tax-${index}`);
    const agencies = ids.map((id) => ({ id, member: "de" }));
    const pushes = workloads.map((workload, index) => aPush([workload], { agency: ids[index]! }));
    return await figuresOf(ids, { ...world, agencies, pushes }, date);
  }

  return {
    figure,
    /** The figure over critical workloads in production since 2024-01-01, each with its changes. */
    over: (workloads: readonly Partial<Workload>[], date?: string): Promise<Form> =>
      figure({ pushes: [aPush(workloads)] }, date),
    /** The figures over such workloads one by one: each is the only one of an agency of its own. */
    each,
    /** How a share judges one such workload. */
    outcome: async (changes: Partial<Workload>, date?: string): Promise<Outcome> =>
      outcomeOf(await figure({ pushes: [aPush([changes])] }, date)),
    /** Which of such workloads, all in one world, a share judges otherwise than is expected of them. */
    async judgedOtherwise(
      expected: readonly (readonly [Partial<Workload>, Outcome])[],
      date?: string,
    ): Promise<{ workload: Partial<Workload>; expected: Outcome; found: Outcome }[]> {
      const workloads = expected.map(([workload]) => workload);
      const figures = await each(workloads, date);
      return expected
        .map(([workload, outcome], place) => ({ workload, expected: outcome, found: outcomeOf(figures[place]!) }))
        .filter((each) => each.found !== each.expected);
    },
    close: () => stores.close(),
  };
}
