import { constantPieces } from "./constant-pieces.ts";
import { type FactInterval, factValues, type FactValues } from "./fact-values.ts";
import { pack, withdrawalBits } from "./facts.ts";
import { addControlDays, jurisdictionOn } from "./location.ts";
import { type ControlView, covers, type Interval } from "./registry-state.ts";
import type { Subject, SubjectFallback } from "./subject.ts";

/** WITHDRAWAL: what a critical operating workload stands on, and what would take over, whatever the scenario. */
export function withdrawalPieces(subject: Subject, at: Interval, view: ControlView): FactInterval[] {
  return constantPieces(at, changeDays(subject, view), (day) => profileOn(subject, day, view));
}

function changeDays(subject: Subject, view: ControlView): number[] {
  const days: number[] = [];
  for (const { provider, is_easily_substitutable } of subject.components ?? [])
    if (!is_easily_substitutable) addControlDays(days, { provider, jurisdiction: undefined }, view);
  for (const fallback of subject.fallbacks ?? []) {
    if (!fallback.has_capacity) continue;
    days.push(fallback.available.from, fallback.available.until);
    addControlDays(days, fallback, view);
    for (const { on, minutes } of fallback.successes) if (minutes !== undefined) days.push(on);
  }
  return days;
}

function profileOn(subject: Subject, day: number, view: ControlView): FactValues {
  const exposed = new Set<string>();
  let isUnknown = subject.components === undefined;
  let isJurisdictionUnknown = false;
  for (const { provider, is_easily_substitutable } of subject.components ?? []) {
    if (is_easily_substitutable) continue;
    if (provider === undefined) {
      isUnknown = true;
      continue;
    }
    exposed.add(`provider:${provider}`);
    const jurisdiction = jurisdictionOn({ provider, jurisdiction: undefined }, day, view);
    if (jurisdiction === undefined) isJurisdictionUnknown = true;
    else exposed.add(`jurisdiction:${jurisdiction}`);
  }
  const facts = pack(withdrawalBits, {
    is_exposure_unknown: isUnknown,
    is_exposure_jurisdiction_unknown: isJurisdictionUnknown,
    is_fallbacks_unreported: subject.fallbacks === undefined,
  });
  const fallbacks = (subject.fallbacks ?? []).filter((each) => each.has_capacity && covers(each.available, day));
  const values = factValues("withdrawal", subject.function, facts, 0);
  values.exposed_to = [...exposed].sort();
  values.fallback_providers = fallbacks.map(({ provider }) => provider ?? "");
  values.fallback_jurisdictions = fallbacks.map((fallback) => jurisdictionOn(fallback, day, view) ?? "");
  values.fallback_tested_minutes = fallbacks.map((fallback) => testedMinutes(fallback, day));
  values.fallback_declared_minutes = fallbacks.map(({ switchover_minutes }) => switchover_minutes ?? -1);
  return values;
}

/** Of the latest successful drill with minutes on or before the day; the fewest of several on one day. */
function testedMinutes({ successes }: SubjectFallback, day: number): number {
  let latest: { on: number; minutes: number } | undefined;
  for (const { on, minutes } of successes) {
    if (minutes === undefined || on > day) continue;
    if (!latest || on > latest.on || (on === latest.on && minutes < latest.minutes)) latest = { on, minutes };
  }
  return latest?.minutes ?? -1;
}
