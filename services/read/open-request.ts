import { ProblemError } from "#http/problem.ts";
import type { Indicator } from "#indicators/indicator.ts";
import { withdrawalClasses } from "#indicators/withdrawal/withdrawal-classes.ts";
import type { RegistryState } from "#derivation/registry-state.ts";
import type { Scenario } from "#schema/parties.ts";
import { Component } from "#schema/workload.ts";
import { debtItemKinds } from "./debt-items.ts";
import { answerWords } from "./fact-words.ts";

/** What a workload, or an agency, can count as in a figure of a form; CONCENTRATION spreads weights instead. */
export const outcomesOf = {
  share: answerWords,
  duration: ["event", "censored", "inconsistent"],
  debt: debtItemKinds,
  classes: withdrawalClasses,
  concentration: [],
} as const satisfies Record<Indicator["form"], readonly string[]>;

const layers: readonly string[] = Component.shape.layer.options;

/** Query parameters that some codes take and others do not. */
export interface FormParameters {
  outcome?: string | undefined;
  scenario?: string | undefined;
  layer?: string | undefined;
}

/** Throws `invalid-parameter` for one that the code does not take, lacks, or does not know. */
export function checkFormParameters({ code, form }: Indicator, { outcome, scenario, layer }: FormParameters): void {
  const outcomes: readonly string[] = outcomesOf[form];
  if (outcome !== undefined && !outcomes.includes(outcome)) {
    const expected = outcomes.length > 0 ? `one of ${outcomes.join(", ")}` : "nothing";
    throw refusedParameter("outcome", `expected ${expected} for ${code}`);
  }
  requireOnlyFor("scenario", scenario, { code, isTaken: form === "classes" });
  requireOnlyFor("layer", layer, { code, isTaken: form === "concentration" });
  if (layer !== undefined && !layers.includes(layer))
    throw refusedParameter("layer", `expected one of ${layers.join(", ")}`);
}

function requireOnlyFor(
  parameter: string,
  value: string | undefined,
  { code, isTaken }: { code: string; isTaken: boolean },
): void {
  if (isTaken && value === undefined) throw refusedParameter(parameter, `expected one for ${code}, found nothing`);
  if (!isTaken && value !== undefined) throw refusedParameter(parameter, `expected nothing for ${code}`);
}

/** Throws `invalid-parameter` for a scenario that the registry does not have, as known then. */
export function namedScenario(name: string, registry: RegistryState): Scenario {
  const scenario = registry.scenarios.get(name);
  if (scenario) return scenario;
  const names = [...registry.scenarios.keys()].sort();
  throw refusedParameter(
    "scenario",
    names.length > 0
      ? `expected a scenario of the registry as known then: ${names.slice(0, 20).join(", ")}`
      : "expected a scenario of the registry, which had none then",
  );
}

export const refusedParameter = (parameter: string, message: string): ProblemError =>
  new ProblemError("invalid-parameter", { errors: [{ parameter, message }] });
