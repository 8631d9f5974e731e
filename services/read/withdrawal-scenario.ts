import { z } from "@hono/zod-openapi";
import type { RegistryState } from "#derivation/registry-state.ts";
import { Jurisdiction } from "#schema/jurisdictions.ts";
import type { Scenario } from "#schema/parties.ts";
import { PartyId } from "#schema/workload.ts";
import { refusedParameter } from "./open-request.ts";
import { repeated } from "./read-access.ts";

const wholeMinutes = `expected a whole number of minutes from 0 to ${Number.MAX_SAFE_INTEGER}`;

/** Query parameters of a scenario that the registry need not have. */
export const scenarioParts = {
  /** Workloads may name providers that the registry does not have, so these need not be in it either. */
  providers: repeated(PartyId).describe("Who withdraws, by id; may repeat"),
  jurisdictions: repeated(Jurisdiction).describe("Whose providers withdraw, by ISO 3166-1 alpha-2 code; may repeat"),
  notice_minutes: z
    .string({ error: wholeMinutes })
    .regex(/^\d{1,16}$/, { error: wholeMinutes })
    .transform(Number)
    .refine(Number.isSafeInteger, { error: wholeMinutes })
    .describe("How long before it is known, in minutes"),
};

export interface AskedScenario {
  providers?: readonly string[] | undefined;
  jurisdictions?: Scenario["jurisdictions"] | undefined;
  notice_minutes: number;
}

/** Each name once, in order. Throws `invalid-parameter` for a scenario that withdraws nothing. */
export function askedScenario({ providers = [], jurisdictions = [], notice_minutes }: AskedScenario): Scenario {
  if (providers.length + jurisdictions.length === 0)
    throw refusedParameter("providers", "expected at least one provider, or one of jurisdictions, found nothing");
  return {
    providers: [...new Set(providers)].sort(),
    jurisdictions: [...new Set(jurisdictions)].sort(),
    notice_minutes,
  };
}

/** Providers of which the registry, as known then, has no jurisdiction: a misspelt one is among them. */
export const unregisteredProviders = ({ providers }: Scenario, registry: RegistryState): string[] =>
  providers.filter((id) => !registry.providers.has(id));
