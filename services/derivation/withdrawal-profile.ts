import { constantPieces } from "./constant-pieces.ts";
import { type FactInterval, type FactValues, noValues } from "./fact-values.ts";
import { pack, withdrawalBits } from "./facts.ts";
import { controlDays, jurisdictionOn } from "./location.ts";
import { type ControlView, covers, type Interval } from "./registry-state.ts";
import type { Subject, SubjectFallback } from "./subject.ts";

/** WITHDRAWAL: what a critical operating workload stands on, and what would take over, whatever the scenario. */
export function withdrawalPieces(subject: Subject, at: Interval, view: ControlView): FactInterval[] {
  return constantPieces(at, changeDays(subject, view), (day) => profileOn(subject, day, view));
}

function changeDays(subject: Subject, view: ControlView): number[] {
  const days: number[] = [];
  for (const { provider, is_easily_substitutable } of subject.components ?? [])
    if (!is_easily_substitutable) days.push(...controlDays({ provider, jurisdiction: undefined }, view));
  for (const fallback of subject.fallbacks ?? []) {
    if (!fallback.has_capacity) continue;
    days.push(fallback.available.from, fallback.available.until, ...controlDays(fallback, view));
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
  const fallbacks = (subject.fallbacks ?? []).filter((each) => each.has_capacity && covers(each.available, day));
  return {
    ...noValues,
    kind: "withdrawal",
    function: subject.function,
    facts: pack(withdrawalBits, {
      is_exposure_unknown: isUnknown,
      is_exposure_jurisdiction_unknown: isJurisdictionUnknown,
      is_fallbacks_unreported: subject.fallbacks === undefined,
    }),
    exposed_to: [...exposed].sort(),
    fallback_providers: fallbacks.map(({ provider }) => provider ?? ""),
    fallback_jurisdictions: fallbacks.map((fallback) => jurisdictionOn(fallback, day, view) ?? ""),
    fallback_tested_minutes: fallbacks.map((fallback) => testedMinutes(fallback, day)),
    fallback_declared_minutes: fallbacks.map(({ switchover_minutes }) => switchover_minutes ?? -1),
  };
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
