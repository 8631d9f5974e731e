import { type Finding, type RuleCode, finding } from "./rules.ts";
import type { Workload } from "./workload.ts";

const before = (first: string | null | undefined, second: string | null | undefined): boolean =>
  typeof first === "string" && typeof second === "string" && first < second;

/** `until` given and not after `from`: a half-open interval that holds nothing. */
const isEmpty = (from: string | null | undefined, until: string | null | undefined): boolean =>
  typeof from === "string" && typeof until === "string" && until <= from;

/** The fields that these rules look at, and those of the items of lists. */
export const crossFieldParts = {
  criticality: true,
  stage: true,
  initiated_on: true,
  deployed_on: true,
  retired_on: true,
  components: { provider: true },
  evaluations: {
    id: true,
    status: true,
    independence: true,
    completed_on: true,
    valid_until: true,
    outcome: true,
  },
  fallbacks: { id: true, provider: true, available_from: true, available_until: true },
  alternatives: { provider: true, available_from: true, available_until: true },
  findings: { id: true, opened_on: true, due_on: true, corrected_on: true },
} as const;

type Parts = typeof crossFieldParts;
type Names<Kind> = { [Name in keyof Parts]: Parts[Name] extends Kind ? Name : never }[keyof Parts];
type Item<Name extends Names<object>> = NonNullable<Workload[Name]>[number];

/** A workload, as far as these rules look at it. */
export type CrossFields = Pick<Workload, Names<true>> & {
  [Name in Names<object>]?: readonly Pick<Item<Name>, keyof Parts[Name] & keyof Item<Name>>[] | null | undefined;
};

/**
 * Rules over several fields of a record that already has the right shape: errors that JSON Schema cannot say, and every
 * warning but `provider-unknown`. Dates are compared as texts: they all have the form YYYY-MM-DD.
 */
export function crossFieldFindings(workload: CrossFields): Finding[] {
  const found: Finding[] = [];
  const add = (code: RuleCode, path: readonly PropertyKey[], message: string): void => {
    found.push(finding(code, path, message));
  };

  for (const name of ["evaluations", "fallbacks", "findings"] as const) {
    const seen = new Set<string>();
    workload[name]?.forEach((item, index) => {
      if (seen.has(item.id))
        add(
          "duplicate-item-id",
          [name, index, "id"],
          `expected an id that no other item of ${name} has, found ${JSON.stringify(item.id)} again`,
        );
      seen.add(item.id);
    });
  }

  const { initiated_on, deployed_on, retired_on } = workload;
  if (before(retired_on, deployed_on))
    add(
      "retired-before-deployed",
      ["retired_on"],
      `expected a day not before deployed_on ${deployed_on}, found ${retired_on}`,
    );
  if (before(deployed_on, initiated_on))
    add(
      "deployed-before-initiated",
      ["deployed_on"],
      `expected a day not before initiated_on ${initiated_on}, found ${deployed_on}`,
    );
  if (workload.stage === "retired" && !retired_on)
    add("retired-without-date", ["retired_on"], "expected a date because stage is retired, found none");

  workload.evaluations?.forEach((evaluation, index) => {
    const at = ["evaluations", index] as const;
    if (isEmpty(evaluation.completed_on, evaluation.valid_until))
      add(
        "validity-empty",
        [...at, "valid_until"],
        `expected a day after completed_on ${evaluation.completed_on}, found ${evaluation.valid_until}`,
      );
    if (evaluation.status !== "completed") return;
    const missing = "expected a value because status is completed, found none";
    if (!evaluation.completed_on) add("completed-without-date", [...at, "completed_on"], missing);
    if (!evaluation.independence) add("completed-without-independence", [...at, "independence"], missing);
    if (!evaluation.outcome) add("completed-without-outcome", [...at, "outcome"], missing);
  });

  for (const name of ["fallbacks", "alternatives"] as const) {
    workload[name]?.forEach(({ available_from, available_until }, index) => {
      if (isEmpty(available_from, available_until))
        add(
          "availability-empty",
          [name, index, "available_until"],
          `expected a day after available_from ${available_from}, found ${available_until}`,
        );
    });
  }

  workload.findings?.forEach(({ opened_on, due_on, corrected_on }, index) => {
    if (before(due_on, opened_on))
      add(
        "due-before-opened",
        ["findings", index, "due_on"],
        `expected a day not before opened_on ${opened_on}, found ${due_on}`,
      );
    if (before(corrected_on, opened_on))
      add(
        "corrected-before-opened",
        ["findings", index, "corrected_on"],
        `expected a day not before opened_on ${opened_on}, found ${corrected_on}`,
      );
  });

  if (workload.criticality === "critical" && workload.stage === "production") {
    for (const name of ["components", "evaluations", "fallbacks", "alternatives", "findings"] as const) {
      if (!workload[name])
        add(
          "list-not-reported",
          [name],
          "expected a list because the workload is critical and in production, found none",
        );
    }
  }
  return found;
}

/** One warning for each provider id that the registry does not have. */
export function unknownProviders(workload: CrossFields, isKnown: (provider: string) => boolean): Finding[] {
  return (["components", "fallbacks", "alternatives"] as const).flatMap((name) =>
    (workload[name] ?? []).flatMap(({ provider }, index) =>
      provider && !isKnown(provider)
        ? [
            finding(
              "provider-unknown",
              [name, index, "provider"],
              `expected the id of a registered provider, found ${JSON.stringify(provider)}`,
            ),
          ]
        : [],
    ),
  );
}
